/*
 * A base's text, a JSON object:
 *
 *   {"as_of": "1997-09-30", "triples": [[2, 213, 272, 1]], "spends": [[2, 22.345, 1]],
 *    "without_spend": 3, "repeats": [[59, 1], [255, 1]]}
 *
 * Triples are x, t_x, T and how many customers have them, spends x, mean
 * repeat spend and customers, repeats how many days before as_of and repeat
 * purchases. as_of is null where histories were seen as of several days, and
 * left out where there were none. What is empty is left out. What is read may
 * have its keys and their lists in any order, and equals in them.
 */
#ifndef CRM_CLV_BASE_TEXT_H
#define CRM_CLV_BASE_TEXT_H

#include "clv/base.h"
#include "core/number.h"

/* Room for the text of one piece. */
#define CRM_BASE_PIECE (4 * CRM_NUMBER_TEXT + 32)

/* How many rows, spends or days a text can hold. */
extern size_t crm_base_text_bound(const char *text);

/*
 * Reads a base into lists with room for as many, and leaves them in the order
 * of the text; false at an error, which is in s.
 */
extern bool crm_base_parse(crm_scan *s, crm_base *base);

/*
 * Writes the text a piece at a time, without a terminator: what comes before
 * the place'th piece, and the piece. NULL past the last.
 */
extern char *crm_base_print(char *out, const crm_base *base, size_t place);

#endif
