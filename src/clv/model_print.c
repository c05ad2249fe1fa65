#include "clv/model_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/number.h"

static char *
print(char *out, const char *text)
{
	size_t		len = strlen(text);

	memcpy(out, text, len + 1);
	return out + len;
}

static char *
print_number(char *out, const char *before, double value)
{
	return crm_print_number(print(out, before), value + 0.0);	/* -0 is 0 */
}

static char *
print_whole(char *out, const char *before, int64_t value)
{
	out = print(out, before);
	return out + snprintf(out, CRM_NUMBER_TEXT, "%" PRId64, value);
}

/* "before", the parameter's name as a key, its value. */
static char *
print_parameter(char *out, const char *before, const crm_model *m, int i, double value)
{
	return print_number(print(print(out, before), crm_model_parameters[m->kind][i]), "\": ", value);
}

static char *
print_covariance(char *out, const crm_model *m)
{
	int			k = crm_model_sizes[m->kind];

	out = print(out, ", \"std_errors\": ");
	for (int i = 0; i < k; i++)
		out = print_parameter(out, i ? ", \"" : "{\"", m, i, crm_fit_std_error(m, i));
	out = print(out, "}, \"covariance\": ");
	for (int i = 0; i < k; i++)
		for (int j = 0; j < k; j++)
			out = print_number(out, j ? ", " : i ? "], [" : "[[", m->covariance[i][j]);
	return print(out, "]]");
}

static char *
print_flags(char *out, unsigned flags)
{
	const char *before = ", \"flags\": [\"";

	if (flags == 0)
		return print(out, ", \"flags\": []");
	for (int i = 0; i < CRM_FLAGS; i++)
		if (flags & (1u << i))
		{
			out = print(print(out, before), crm_model_flag_names[i]);
			before = "\", \"";
		}
	return print(out, "\"]");
}

static char *
print_fit(char *out, const crm_model *m)
{
	out = print_whole(out, ", \"customers\": ", m->customers);
	out = print_number(out, ", \"log_likelihood\": ", m->log_likelihood);
	out = print_number(out, ", \"aic\": ", crm_fit_aic(m));
	out = print_number(out, ", \"bic\": ", crm_fit_bic(m));
	if (m->has_covariance)
		out = print_covariance(out, m);
	out = print_number(out, ", \"gradient_norm\": ", m->gradient_norm);
	if (m->condition_number > 0)
		out = print_number(out, ", \"condition_number\": ", m->condition_number);
	out = print_whole(out, ", \"iterations\": ", m->iterations);
	out = print(out, crm_fit_converged(m) ? ", \"converged\": true" : ", \"converged\": false");
	return print_flags(out, m->flags);
}

char *
crm_model_print(char *out, const crm_model *m)
{
	out = print(print(out, "{\"model\": \""), crm_model_kind_names[m->kind]);
	for (int i = 0; i < crm_model_sizes[m->kind]; i++)
		out = print_parameter(out, i ? ", \"" : "\", \"", m, i, m->parameter[i]);
	if (m->unit_days > 0)
		out = print_number(out, ", \"unit_days\": ", m->unit_days);
	if (m->fitted)
		out = print_fit(out, m);
	return print(out, "}");
}
