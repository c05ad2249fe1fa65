#include "clv/model_text.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "core/number.h"

/* The keys that models of every kind have; those of the parameters come after them. */
typedef enum key
{
	MODEL, UNIT_DAYS,
	CUSTOMERS, LOG_LIKELIHOOD, AIC, BIC, STD_ERRORS, COVARIANCE,
	GRADIENT_NORM, CONDITION_NUMBER, ITERATIONS, CONVERGED, FLAGS,
	KEYS
} key;

static const char *const key_names[KEYS] = {
	"model", "unit_days",
	"customers", "log_likelihood", "aic", "bic", "std_errors", "covariance",
	"gradient_norm", "condition_number", "iterations", "converged", "flags"
};

#define BIT(key) (1u << (key))

/* What only a fit has, and what it has to have. */
#define FIT_KEYS (BIT(KEYS) - BIT(CUSTOMERS))
#define FIT_NEEDS (BIT(CUSTOMERS) | BIT(LOG_LIKELIHOOD) | BIT(GRADIENT_NORM) | BIT(ITERATIONS) | BIT(FLAGS))

typedef struct reader
{
	crm_scan	s;
	crm_model  *m;
	crm_model_error *e;
	unsigned	seen;			/* keys, then parameters */
	crm_fit_claims claims;
	bool		converged;
} reader;

static bool
syntax_error(reader *r)
{
	crm_model_refuse(r->e, CRM_MODEL_SYNTAX, "%s", r->s.expected);
	r->e->at = (size_t) (r->s.p - r->s.begin);
	return false;
}

/* Appends "one, two, three" to the hint. */
static void
hint(crm_model_error *e, const char *before, const char *const *names, int n)
{
	size_t		len = strlen(e->hint);

	for (int i = 0; i < n && len < sizeof(e->hint); i++)
		len += (size_t) snprintf(e->hint + len, sizeof(e->hint) - len, "%s%s", i ? ", " : before, names[i]);
}

static void
hint_keys(reader *r)
{
	crm_model_kind kind = r->m->kind;

	hint(r->e, "Its keys are model, ", crm_model_parameters[kind], crm_model_sizes[kind]);
	hint(r->e, ", ", key_names + UNIT_DAYS, 1);
	hint(r->e, "; and of a fit ", key_names + CUSTOMERS, KEYS - CUSTOMERS);
}

/* Which of the names is next, in double quotes; -1 at an error. The hint is to begin so; NULL: list the keys. */
static int
read_word(reader *r, const char *const *names, int n, const char *what, const char *before)
{
	crm_model_error *e = r->e;
	int			place;

	if (!crm_scan_string(&r->s, &e->word, &e->word_len, "a string in double quotes"))
	{
		syntax_error(r);
		return -1;
	}
	if ((place = crm_name_place(names, n, e->word, e->word_len)) < 0)
	{
		crm_model_refuse(e, CRM_MODEL_UNKNOWN, "%s", what);
		if (before != NULL)
			hint(e, before, names, n);
		else
			hint_keys(r);
	}
	return place;
}

static bool
once(reader *r, unsigned *seen, int place, const char *name)
{
	if (*seen & BIT(place))
		return crm_model_refuse(r->e, CRM_MODEL_INCOMPLETE, "\"%s\" is there twice", name);
	*seen |= BIT(place);
	return true;
}

static bool
read_number(reader *r, double *value)
{
	return crm_scan_number(&r->s, value) || syntax_error(r);
}

static bool
read_whole(reader *r, key k, int64_t most, int64_t *value)
{
	double		number;

	if (!read_number(r, &number))
		return false;
	if (!(number >= 0 && number <= (double) most && number == floor(number)))
		return crm_model_refuse(r->e, CRM_MODEL_RANGE, "\"%s\" must be a whole number up to %" PRId64, key_names[k], most);
	*value = (int64_t) number;
	return true;
}

/* {"r": 0.01, ...}, of each parameter. */
static bool
read_std_errors(reader *r)
{
	const char *const *names = crm_model_parameters[r->m->kind];
	int			k = crm_model_sizes[r->m->kind];
	unsigned	seen = 0;

	if (!crm_scan_char(&r->s, '{', "an opening brace"))
		return syntax_error(r);
	do
	{
		int			i = read_word(r, names, k, "parameter", "The parameters are ");

		if (i < 0 || !once(r, &seen, i, names[i]))
			return false;
		if (!crm_scan_char(&r->s, ':', "a colon"))
			return syntax_error(r);
		if (!read_number(r, &r->claims.std_error[i]))
			return false;
	} while (crm_scan_next_is(&r->s, ','));
	if (!crm_scan_char(&r->s, '}', "a comma or a closing brace"))
		return syntax_error(r);
	for (int i = 0; i < k; i++)
		if (!(seen & BIT(i)))
			return crm_model_refuse(r->e, CRM_MODEL_INCOMPLETE, "\"std_errors\" is without \"%s\"", names[i]);
	return true;
}

static bool
read_covariance(reader *r)
{
	int			k = crm_model_sizes[r->m->kind];
	int			n;

	if (!crm_scan_char(&r->s, '[', "an opening bracket"))
		return syntax_error(r);
	for (int i = 0; i < k; i++)
	{
		if (i > 0 && !crm_scan_char(&r->s, ',', "a row for each parameter"))
			return syntax_error(r);
		if (!crm_scan_numbers(&r->s, r->m->covariance[i], k, &n, "a number for each parameter"))
			return syntax_error(r);
		r->s.expected = "a number for each parameter";
		if (n < k)
			return syntax_error(r);
	}
	r->m->has_covariance = true;
	return crm_scan_char(&r->s, ']', "the closing bracket after a row for each parameter") || syntax_error(r);
}

static bool
read_flags(reader *r)
{
	if (!crm_scan_char(&r->s, '[', "an opening bracket"))
		return syntax_error(r);
	if (crm_scan_next_is(&r->s, ']'))
		return true;
	do
	{
		int			i = read_word(r, crm_model_flag_names, CRM_FLAGS, "flag", "The flags are ");

		if (i < 0 || !once(r, &r->m->flags, i, crm_model_flag_names[i]))
			return false;
	} while (crm_scan_next_is(&r->s, ','));
	return crm_scan_char(&r->s, ']', "a comma or a closing bracket") || syntax_error(r);
}

/* Where the number of a key goes; NULL for a key that is no plain number's. */
static double *
number_of(reader *r, key k)
{
	switch (k)
	{
		case UNIT_DAYS:
			return &r->m->unit_days;
		case LOG_LIKELIHOOD:
			return &r->m->log_likelihood;
		case AIC:
			return &r->claims.aic;
		case BIC:
			return &r->claims.bic;
		case GRADIENT_NORM:
			return &r->m->gradient_norm;
		case CONDITION_NUMBER:
			return &r->m->condition_number;
		default:
			return k >= KEYS ? &r->m->parameter[k - KEYS] : NULL;
	}
}

static bool
read_value(reader *r, key k)
{
	int64_t		iterations = 0;
	bool		read;

	switch (k)
	{
		case MODEL:
			return crm_scan_skip(&r->s) || syntax_error(r);
		case CUSTOMERS:
			return read_whole(r, k, CRM_MODEL_CUSTOMERS, &r->m->customers);
		case STD_ERRORS:
			return read_std_errors(r);
		case COVARIANCE:
			return read_covariance(r);
		case ITERATIONS:
			read = read_whole(r, k, INT_MAX, &iterations);
			r->m->iterations = (int) iterations;
			return read;
		case CONVERGED:
			return crm_scan_bool(&r->s, &r->converged) || syntax_error(r);
		case FLAGS:
			return read_flags(r);
		default:
			return read_number(r, number_of(r, k));
	}
}

/* Which kind it is says what the other keys are: found first, wherever it is. */
static bool
find_kind(reader *r)
{
	crm_scan	begin = r->s;

	if (!crm_scan_char(&r->s, '{', "an opening brace"))
		return syntax_error(r);
	if (!crm_scan_next_is(&r->s, '}'))
	{
		do
		{
			const char *name;
			size_t		len;

			if (!crm_scan_string(&r->s, &name, &len, "a key in double quotes") ||
				!crm_scan_char(&r->s, ':', "a colon"))
				return syntax_error(r);
			if (crm_name_place(&key_names[MODEL], 1, name, len) == 0)
			{
				int			kind = read_word(r, crm_model_kind_names, CRM_MODEL_KINDS, "kind of model", "The kinds are ");

				r->m->kind = (crm_model_kind) (kind < 0 ? 0 : kind);
				r->s = begin;
				return kind >= 0;
			}
			if (!crm_scan_skip(&r->s))
				return syntax_error(r);
		} while (crm_scan_next_is(&r->s, ','));
		if (!crm_scan_char(&r->s, '}', "a comma or a closing brace"))
			return syntax_error(r);
	}
	crm_model_refuse(r->e, CRM_MODEL_INCOMPLETE, "\"model\" is missing");
	hint(r->e, "It names the kind: ", crm_model_kind_names, CRM_MODEL_KINDS);
	return false;
}

static bool
missing(reader *r, const char *what, const char *name)
{
	crm_model_refuse(r->e, CRM_MODEL_INCOMPLETE, "%s\"%s\" is missing", what, name);
	hint_keys(r);
	return false;
}

/* What is needed is there; r->seen says what is. */
static bool
complete(reader *r)
{
	crm_model_kind kind = r->m->kind;

	for (int i = 0; i < crm_model_sizes[kind]; i++)
		if (!(r->seen & BIT(KEYS + i)))
			return missing(r, "parameter ", crm_model_parameters[kind][i]);
	if ((r->seen & BIT(UNIT_DAYS)) && r->m->unit_days == 0)
		return crm_model_refuse(r->e, CRM_MODEL_RANGE, "\"unit_days\" must be above 0, not 0");
	r->m->fitted = (r->seen & FIT_KEYS) != 0;
	for (int i = 0; r->m->fitted && i < KEYS; i++)
		if (FIT_NEEDS & ~r->seen & BIT(i))
			return missing(r, "of a fit, ", key_names[i]);
	if ((r->seen & BIT(STD_ERRORS)) && !r->m->has_covariance)
		return missing(r, "with \"std_errors\", ", key_names[COVARIANCE]);
	return true;
}

static bool
claims_valid(reader *r)
{
	if ((r->seen & BIT(CONVERGED)) && r->converged != crm_fit_converged(r->m))
		return crm_model_refuse(r->e, CRM_MODEL_CONTRADICTION, "\"converged\" does not agree with the \"flags\"");
	return !r->m->fitted || crm_claims_valid(r->m, &r->claims, r->e);
}

bool
crm_model_parse(const char *text, crm_model *m, crm_model_error *e)
{
	reader		r = {.s = crm_scan_text(text), .m = m, .e = e, .claims = {NAN, NAN, {NAN, NAN, NAN, NAN}}};
	const char *names[KEYS + CRM_PARAMETERS];
	int			n;

	memset(m, 0, sizeof(*m));
	if (!find_kind(&r))
		return false;
	n = KEYS + crm_model_sizes[m->kind];
	memcpy(names, key_names, sizeof(key_names));
	memcpy(names + KEYS, crm_model_parameters[m->kind], sizeof(crm_model_parameters[m->kind]));

	crm_scan_char(&r.s, '{', "an opening brace");	/* find_kind has seen it */
	do
	{
		int			k = read_word(&r, names, n, "key", NULL);

		if (k < 0 || !once(&r, &r.seen, k, names[k]))
			return false;
		if (!crm_scan_char(&r.s, ':', "a colon"))
			return syntax_error(&r);
		if (!read_value(&r, (key) k))
			return false;
	} while (crm_scan_next_is(&r.s, ','));
	if (!crm_scan_char(&r.s, '}', "a comma or a closing brace") || !crm_scan_end(&r.s))
		return syntax_error(&r);
	return complete(&r) && crm_model_valid(m, e) && claims_valid(&r);
}
