/*
 * Text of a picture. Names are UTF-8, cleaned of what XML has no room for and
 * of what would reorder the text around them; they are measured with the
 * widths of Arial, to which common fonts are near.
 */
#ifndef CRM_PORTFOLIO_SVG_TEXT_H
#define CRM_PORTFOLIO_SVG_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A cleaned name takes at most this many times its bytes. */
#define CRM_CLEAN_ROOM 3

/*
 * Writes the name with white space of any kind as a space, other controls,
 * noncharacters and what is no UTF-8 as U+FFFD, and without bidirectional
 * embeddings, overrides and isolates. Returns the length; a cleaned name is
 * cleaned to itself.
 */
extern size_t crm_clean_name(const char *name, size_t len, char *out);

/* The next character of a cleaned name. */
extern uint32_t crm_next_char(const char **p, const char *end);

/* Writes a character that is no surrogate; returns the place after its at most 4 bytes. */
extern char *crm_put_char(char *out, uint32_t c);

/* The width in tenths of a pixel at a font size in tenths of a pixel. */
extern int	crm_text_width(const char *name, size_t len, int size);

/*
 * How much of the name fits into a width, with an ellipsis behind it if it is
 * not all of it. An accent is not parted from its letter.
 */
extern size_t crm_text_fit(const char *name, size_t len, int size, int width);

/* Is the name's first letter, of those that have a direction, one that runs from right to left? */
extern bool crm_right_to_left(const char *name, size_t len);

#endif
