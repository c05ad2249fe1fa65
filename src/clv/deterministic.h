/*
 * The value of a customer without a model of behaviour: the same margin each
 * period, a share `retention` of customers kept from one to the next, a
 * discount per period. What it is worth is the margin times a multiple.
 *
 * 0 <= retention <= 1, discount >= 0, and not 1 and 0 at once: who stays for
 * ever is worth an infinite sum of undiscounted margins. A negative discount
 * is refused: it would make the future dearer than today.
 */
#ifndef CRM_CLV_DETERMINISTIC_H
#define CRM_CLV_DETERMINISTIC_H

#include <stdbool.h>

/* When the first margin falls due; the field disputes it, and it is a factor (1 + discount) / retention. */
typedef enum crm_first_margin
{
	CRM_MARGIN_NOW,				/* at once: (1 + d) / (1 + d - r) */
	CRM_MARGIN_PERIOD_END		/* by those kept then: r / (1 + d - r) (Gupta and Lehmann 2003) */
} crm_first_margin;

/* False where retention or discount are out of range or the multiple is infinite. */
extern bool crm_margin_multiple(double retention, double discount, crm_first_margin first, double *multiple);

/*
 * By what fraction the value rises when retention does by `points`: 0.05 is
 * from 0.80 to 0.85. Negative points, as long as the retention stays in range,
 * give a negative fraction. False where either retention or the discount is
 * out of range, and where a value of 0 or an infinite one leaves no fraction.
 */
extern bool crm_retention_uplift(double retention, double points, double discount, crm_first_margin first,
								 double *uplift);

#endif
