#include "survey/split.h"

crm_split
crm_split_column(const crm_column *c, double share)
{
	double		n = (double) crm_column_total(c);
	int64_t		before = 0;
	crm_split	split = {c->value[0], c->value[c->n - 1]};

	/* The quotient of two whole numbers is rounded as the literal 0.20 is. */
	for (size_t i = 0; i < c->n && (double) before / n < share; i++)
	{
		split.least = c->value[i];
		for (before += crm_column_count(c, i); i + 1 < c->n && c->value[i + 1] == c->value[i]; i++)
			before += crm_column_count(c, i + 1);
	}
	before = 0;
	for (size_t i = c->n; i > 0 && (double) before / n < share; i--)
	{
		split.most = c->value[i - 1];
		for (before += crm_column_count(c, i - 1); i > 1 && c->value[i - 2] == c->value[i - 1]; i--)
			before += crm_column_count(c, i - 2);
	}
	return split;
}

int
crm_split_side(const crm_split *split, double value)
{
	return (value >= split->most) - (value <= split->least);
}
