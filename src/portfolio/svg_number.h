/*
 * Numbers as a reader of a picture wants them: rounded, grouped, and the same
 * in every locale. Each writes a string and returns the place of its end.
 */
#ifndef CRM_PORTFOLIO_SVG_NUMBER_H
#define CRM_PORTFOLIO_SVG_NUMBER_H

#define CRM_FIGURE_TEXT 40

/* With at most so many decimals, without trailing zeros; what is very large as 1e+15. */
extern char *crm_print_rounded(char *out, double value, int decimals);

/* 0.5, 12.34, 1,234, 1.23e+15: an amount of 0 and above, to read at a glance. */
extern char *crm_print_figure(char *out, double value);

/* The largest of 1, 2, 5, 10, 20, ... and of 0.5, 0.2, ... that is not above the value, which is above 0. */
extern double crm_nice_below(double value);

#endif
