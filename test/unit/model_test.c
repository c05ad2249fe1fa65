/* sources: src/clv/model.c src/clv/model_bytes.c src/clv/model_text.c src/clv/model_print.c src/core/number.c */
#include "unit.h"

#include <float.h>
#include <limits.h>
#include <math.h>

#include "clv/model_text.h"

/* CDNOW, 1/10 sample, to 1997-09-30: BG/NBD of Fader, Hardie and Lee (2005). */
#define BG_NBD "{\"model\": \"bg_nbd\", \"r\": 0.243, \"alpha\": 4.414, \"a\": 0.793, \"b\": 2.426, \"unit_days\": 7}"

#define SBG "{\"model\": \"sbg\", \"alpha\": 0.5, \"beta\": 1.5"
#define FIT ", \"customers\": 1000, \"log_likelihood\": -1680.25, \"gradient_norm\": 1e-12, \"iterations\": 9, \"flags\": []"
#define COVARIANCE ", \"covariance\": [[0.25, 0.125], [0.125, 1]], \"condition_number\": 4"

static bool
read(const char *text, crm_model *m, crm_model_error *e)
{
	char	   *copy = room(strlen(text) + 1);
	bool		good;

	strcpy(copy, text);
	good = crm_model_parse(copy, m, e);
	free(copy);
	return good;
}

static crm_model
model_of(const char *text)
{
	crm_model	m;
	crm_model_error e;

	if (!read(text, &m, &e))
		fail_msg("%s: %s", text, e.what);
	return m;
}

static void
prints(const char *text, const char *canonical)
{
	crm_model	m = model_of(text);
	char	   *out = room(CRM_MODEL_TEXT);
	char	   *end = crm_model_print(out, &m);

	assert_string_equal(out, canonical);
	assert_ptr_equal(end, out + strlen(canonical));
	free(out);
}

/* The status, and something that the message or the hint says. */
static void
refused(const char *text, crm_model_status status, const char *says)
{
	crm_model	m;
	crm_model_error e;

	if (read(text, &m, &e))
		fail_msg("read as a model: %s", text);
	if (e.status != status || (strstr(e.what, says) == NULL && strstr(e.hint, says) == NULL))
		fail_msg("%s: status %d, %s; %s", text, (int) e.status, e.what, e.hint);
	if (e.status == CRM_MODEL_SYNTAX && e.at > strlen(text))
		fail_msg("%s: at %zu", text, e.at);
}

static void
canonical(void **state)
{
	(void) state;
	prints(BG_NBD, BG_NBD);
	prints(" {\"unit_days\":7.0e0, \"b\" : 2.4260,\n\"a\":.793,\"alpha\":4414e-3,\"model\":\"bg_nbd\", \"r\":0.243}\t", BG_NBD);
	prints(SBG "}", SBG "}");
	prints("{\"model\": \"gamma_gamma\", \"gamma\": 15.44, \"q\": 3.74, \"p\": 6.25}",
		   "{\"model\": \"gamma_gamma\", \"p\": 6.25, \"q\": 3.74, \"gamma\": 15.44}");
	prints(SBG FIT COVARIANCE "}",
		   SBG ", \"customers\": 1000, \"log_likelihood\": -1680.25, \"aic\": 3364.5, \"bic\": 3374.3155105579644, "
		   "\"std_errors\": {\"alpha\": 0.5, \"beta\": 1}, \"covariance\": [[0.25, 0.125], [0.125, 1]], "
		   "\"gradient_norm\": 1e-12, \"condition_number\": 4, \"iterations\": 9, \"converged\": true, \"flags\": []}");
	prints("{\"flags\": [\"ridge\", \"not_converged\"], \"converged\": false, \"iterations\": 2, \"condition_number\": 0, "
		   "\"aic\": 4, \"gradient_norm\": -0, \"log_likelihood\": -0, \"customers\": 1, \"beta\": 1.5, \"alpha\": 0.5, \"model\": \"sbg\"}",
		   SBG ", \"customers\": 1, \"log_likelihood\": 0, \"aic\": 4, \"bic\": 0, \"gradient_norm\": 0, \"iterations\": 2, "
		   "\"converged\": false, \"flags\": [\"not_converged\", \"ridge\"]}");
}

static void
syntax(void **state)
{
	static const char *const cut = SBG FIT COVARIANCE ", \"std_errors\": {\"alpha\": 0.5, \"beta\": 1}, \"converged\": true}";

	(void) state;
	for (size_t n = 0; n < strlen(cut); n++)
	{
		char	   *text = room(n + 1);
		crm_model	m;
		crm_model_error e;

		memcpy(text, cut, n);
		text[n] = '\0';
		if (crm_model_parse(text, &m, &e) || (e.status == CRM_MODEL_SYNTAX && e.at > n))
			fail_msg("%s", text);
		free(text);
	}
	model_of(cut);
	refused("", CRM_MODEL_SYNTAX, "an opening brace");
	refused("[]", CRM_MODEL_SYNTAX, "an opening brace");
	refused("{model: 1}", CRM_MODEL_SYNTAX, "double quotes");
	refused("{\"model\"}", CRM_MODEL_SYNTAX, "a colon");
	refused("{\"model\": sbg}", CRM_MODEL_SYNTAX, "double quotes");
	refused("{\"x\": , \"model\": \"sbg\"}", CRM_MODEL_SYNTAX, "a value");
	refused("{\"x\": ]", CRM_MODEL_SYNTAX, "a value");
	refused("{\"x\": [\"\\\"}], \"model\": \"sbg\"", CRM_MODEL_SYNTAX, "string");
	refused(SBG "} x", CRM_MODEL_SYNTAX, "the end");
	refused(SBG ",}", CRM_MODEL_SYNTAX, "double quotes");
	refused("{\"model\": \"sbg\", \"alpha\": NaN, \"beta\": 1}", CRM_MODEL_SYNTAX, "a finite number");
	refused("{\"model\": \"sbg\", \"alpha\": 1e999, \"beta\": 1}", CRM_MODEL_SYNTAX, "a finite number");
	refused("{\"model\": \"sbg\", \"alpha\": \"1\", \"beta\": 1}", CRM_MODEL_SYNTAX, "a finite number");
	refused("{\"model\": \"sbg\", \"alpha\": null, \"beta\": 1}", CRM_MODEL_SYNTAX, "a finite number");
	refused(SBG FIT ", \"converged\": True}", CRM_MODEL_SYNTAX, "true or false");
	refused(SBG FIT ", \"covariance\": [[1, 0]]}", CRM_MODEL_SYNTAX, "a row for each");
	refused(SBG FIT ", \"covariance\": [[1, 0], [0]]}", CRM_MODEL_SYNTAX, "a number for each");
	refused(SBG FIT ", \"covariance\": [[1, 0, 0], [0, 1]]}", CRM_MODEL_SYNTAX, "a number for each");
	refused(SBG FIT ", \"covariance\": [[1, 0], [0, 1], [0, 0]]}", CRM_MODEL_SYNTAX, "closing bracket");
	refused(SBG FIT ", \"covariance\": []}", CRM_MODEL_SYNTAX, "bracket");
}

static void
keys(void **state)
{
	(void) state;
	refused("{}", CRM_MODEL_INCOMPLETE, "\"model\" is missing");
	refused("{\"alpha\": [{\"model\": \"sbg\"}], \"beta\": \"model\"}", CRM_MODEL_INCOMPLETE, "\"model\" is missing");
	refused("{\"model\": \"nbd\"}", CRM_MODEL_UNKNOWN, "bg_nbd, mbg_nbd, pareto_nbd, bg_bb, gamma_gamma, sbg");
	refused("{\"model\": \"sb\\u0067\"}", CRM_MODEL_UNKNOWN, "kind of model");
	refused("{\"model\": \"\"}", CRM_MODEL_UNKNOWN, "kind of model");
	refused(SBG ", \"r\": 1}", CRM_MODEL_UNKNOWN, "model, alpha, beta, unit_days; and of a fit customers,");
	refused(SBG ", \"\": 1}", CRM_MODEL_UNKNOWN, "key");
	refused("{\"model\": \"sbg\", \"model\": \"sbg\", \"alpha\": 1, \"beta\": 1}", CRM_MODEL_INCOMPLETE, "\"model\" is there twice");
	refused(SBG ", \"alpha\": 0.5}", CRM_MODEL_INCOMPLETE, "\"alpha\" is there twice");
	refused("{\"model\": \"sbg\", \"alpha\": 1}", CRM_MODEL_INCOMPLETE, "parameter \"beta\" is missing");
	refused("{\"model\": \"pareto_nbd\", \"r\": 1, \"alpha\": 1, \"beta\": 1}", CRM_MODEL_INCOMPLETE, "parameter \"s\" is missing");
	refused(SBG ", \"customers\": 1}", CRM_MODEL_INCOMPLETE, "\"log_likelihood\" is missing");
	refused(SBG ", \"aic\": 1}", CRM_MODEL_INCOMPLETE, "\"customers\" is missing");
	refused(SBG ", \"converged\": true}", CRM_MODEL_INCOMPLETE, "\"customers\" is missing");
	refused(SBG ", \"flags\": []}", CRM_MODEL_INCOMPLETE, "\"customers\" is missing");
	refused(SBG FIT ", \"std_errors\": {\"alpha\": 1, \"beta\": 1}}", CRM_MODEL_INCOMPLETE, "\"covariance\" is missing");
	refused(SBG FIT COVARIANCE ", \"std_errors\": {\"alpha\": 0.5}}", CRM_MODEL_INCOMPLETE, "without \"beta\"");
	refused(SBG FIT COVARIANCE ", \"std_errors\": {\"alpha\": 0.5, \"alpha\": 0.5}}", CRM_MODEL_INCOMPLETE, "twice");
	refused(SBG FIT COVARIANCE ", \"std_errors\": {\"r\": 0.5}}", CRM_MODEL_UNKNOWN, "alpha, beta");
	refused(SBG ", \"customers\": 1, \"log_likelihood\": 1, \"gradient_norm\": 0, \"iterations\": 0, \"flags\": [\"x\"]}",
			CRM_MODEL_UNKNOWN, "not_converged, ridge, infinite_mean, spend_correlated");
	refused(SBG ", \"customers\": 1, \"log_likelihood\": 1, \"gradient_norm\": 0, \"iterations\": 0, \"flags\": [\"ridge\", \"ridge\"]}",
			CRM_MODEL_INCOMPLETE, "\"ridge\" is there twice");
}

/* A fit with one number, or its flags, replaced. */
static void
fit_refused(const char *customers, const char *ll, const char *norm, const char *iterations, const char *flags,
			const char *more, crm_model_status status, const char *says)
{
	char		text[1000];

	snprintf(text, sizeof(text), SBG ", \"customers\": %s, \"log_likelihood\": %s, \"gradient_norm\": %s, \"iterations\": %s, \"flags\": [%s]%s}",
			 customers, ll, norm, iterations, flags, more);
	refused(text, status, says);
}

static void
values(void **state)
{
	(void) state;
	refused("{\"model\": \"sbg\", \"alpha\": 0, \"beta\": 1}", CRM_MODEL_RANGE, "parameter \"alpha\" must be between 1e-12 and 1e12, not 0");
	refused("{\"model\": \"sbg\", \"alpha\": 1, \"beta\": -2.5}", CRM_MODEL_RANGE, "parameter \"beta\" must be between 1e-12 and 1e12, not -2.5");
	refused("{\"model\": \"sbg\", \"alpha\": 1e-999, \"beta\": 1}", CRM_MODEL_RANGE, "between 1e-12 and 1e12");
	refused(SBG ", \"unit_days\": 0}", CRM_MODEL_RANGE, "\"unit_days\" must be above 0");
	refused(SBG ", \"unit_days\": -7}", CRM_MODEL_RANGE, "\"unit_days\" must be between 1e-5 and 1e6, not -7");

	fit_refused("0", "-1", "0", "0", "", "", CRM_MODEL_RANGE, "\"customers\" must be from 1");
	fit_refused("1.5", "-1", "0", "0", "", "", CRM_MODEL_RANGE, "\"customers\" must be a whole number");
	fit_refused("9007199254740994", "-1", "0", "0", "", "", CRM_MODEL_RANGE, "up to 9007199254740992");
	fit_refused("1", "1e308", "0", "0", "", "", CRM_MODEL_RANGE, "\"log_likelihood\"");
	fit_refused("1", "-1", "-1e-9", "0", "", "", CRM_MODEL_RANGE, "\"gradient_norm\" must be 0 or above");
	fit_refused("1", "-1", "0", "-1", "", "", CRM_MODEL_RANGE, "\"iterations\" must be a whole number");
	fit_refused("1", "-1", "0", "2147483648", "", "", CRM_MODEL_RANGE, "\"iterations\" must be a whole number up to 2147483647");
	fit_refused("1", "-1", "0", "0", "", ", \"condition_number\": 0.5", CRM_MODEL_RANGE, "\"condition_number\"");
	fit_refused("1", "-1", "0", "0", "\"infinite_mean\"", "", CRM_MODEL_CONTRADICTION, "gamma_gamma");
	fit_refused("1", "-1", "0", "0", "\"spend_correlated\"", "", CRM_MODEL_CONTRADICTION, "gamma_gamma");
	fit_refused("1", "-1", "0", "0", "", ", \"covariance\": [[1, 0], [0, 1]]", CRM_MODEL_CONTRADICTION, "\"condition_number\"");
	fit_refused("1", "-1", "0", "0", "", ", \"condition_number\": 2, \"covariance\": [[1, 0], [0, 0]]", CRM_MODEL_RANGE, "the variance of \"beta\"");
	fit_refused("1", "-1", "0", "0", "", ", \"condition_number\": 2, \"covariance\": [[1, 0.5], [0.25, 1]]",
				CRM_MODEL_CONTRADICTION, "the same in both places");
	fit_refused("1", "-1", "0", "0", "", ", \"condition_number\": 2, \"covariance\": [[1, -1.0001], [-1.0001, 1]]",
				CRM_MODEL_CONTRADICTION, "more than their variances allow");
	model_of(SBG FIT ", \"condition_number\": 2, \"covariance\": [[1, -1], [-1, 1]]}");
	refused("{\"model\": \"gamma_gamma\", \"p\": 1, \"q\": 1, \"gamma\": 1" FIT "}", CRM_MODEL_CONTRADICTION, "\"infinite_mean\"");
	model_of("{\"model\": \"gamma_gamma\", \"p\": 1, \"q\": 1.01, \"gamma\": 1" FIT "}");
}

/* What follows from the rest has to agree with it. */
static void
claims(void **state)
{
	(void) state;
	model_of(SBG FIT ", \"aic\": 3364.500001, \"bic\": 3374.315512}");
	refused(SBG FIT ", \"aic\": 3364.51}", CRM_MODEL_CONTRADICTION, "\"aic\" must be 3364.5, as follows");
	refused(SBG FIT ", \"bic\": 3364.5}", CRM_MODEL_CONTRADICTION, "\"bic\" must be 3374.3");
	refused(SBG FIT ", \"converged\": false}", CRM_MODEL_CONTRADICTION, "\"converged\"");
	model_of(SBG FIT COVARIANCE ", \"std_errors\": {\"beta\": 1.0000000009, \"alpha\": 0.5}}");
	refused(SBG FIT COVARIANCE ", \"std_errors\": {\"alpha\": 0.5, \"beta\": 1.00000001}}", CRM_MODEL_CONTRADICTION, "the standard error of \"beta\"");
}

static double
any_positive(void)
{
	uint64_t	bits;
	double		value;

	if (below(2))
		return (double) (1 + below(1000)) / 64;
	do
	{
		bits = random_bits() >> 1;
		memcpy(&value, &bits, sizeof(value));
	} while (!(value > 0 && isfinite(value)));
	return value;
}

/* Valid, of any kind and form, with the longest numbers. */
static crm_model
any_model(void)
{
	crm_model	m = {.kind = (crm_model_kind) below(CRM_MODEL_KINDS)};
	int			k = crm_model_sizes[m.kind];

	for (int i = 0; i < k; i++)
		m.parameter[i] = fmin(fmax(any_positive(), 1e-12), 1e12);
	m.unit_days = below(2) ? fmin(fmax(any_positive(), 1e-5), 1e6) : 0;
	if (below(4) == 0)
		return m;
	m.fitted = true;
	m.log_likelihood = (below(2) ? 1 : -1) * fmin(any_positive(), DBL_MAX / 4);
	m.customers = 1 + (int64_t) below(below(2) ? 10000 : CRM_MODEL_CUSTOMERS);
	m.gradient_norm = below(8) ? any_positive() : 0;
	m.condition_number = below(8) ? 1 + fmin(any_positive(), 1e300) : 0;
	m.iterations = (int) below(INT_MAX);
	m.flags = (unsigned) below(4);
	if (m.kind == CRM_GAMMA_GAMMA)
		m.flags |= (m.parameter[1] <= 1 ? CRM_FLAG_INFINITE_MEAN : 0) | (below(2) ? CRM_FLAG_SPEND_CORRELATED : 0);
	m.has_covariance = m.condition_number > 0 && below(4) > 0;
	for (int i = 0; m.has_covariance && i < k; i++)
	{
		m.covariance[i][i] = any_positive();
		for (int j = 0; j < i; j++)
			m.covariance[i][j] = m.covariance[j][i] = ((double) below(2001) / 1000 - 1) * crm_fit_std_error(&m, i) * crm_fit_std_error(&m, j);
	}
	return m;
}

/* Struct, bytes and text are the same. */
static void
round_trip(void **state)
{
	size_t		longest = 0;

	(void) state;
	for (int i = 0; i < 20000; i++)
	{
		crm_model	m = any_model(),
					again;
		crm_model_error e;
		uint8_t    *bytes = room(CRM_MODEL_BYTES),
				   *same = room(CRM_MODEL_BYTES),
				   *exact;
		char	   *text = room(CRM_MODEL_TEXT);
		size_t		len = crm_model_encode(&m, bytes);

		if (!crm_model_valid(&m, &e))
			fail_msg("%s", e.what);
		exact = room(len);
		memcpy(exact, bytes, len);
		if (!crm_model_receive(exact, len, &again, &e))
			fail_msg("%s", e.what);
		assert_int_equal(crm_model_encode(&again, same), len);
		assert_memory_equal(same, bytes, len);

		crm_model_print(text, &again);
		if (strlen(text) > longest)
			longest = strlen(text);
		if (!read(text, &m, &e))
			fail_msg("%s: %s", text, e.what);
		assert_int_equal(crm_model_encode(&m, same), len);
		assert_memory_equal(same, bytes, len);
		free(text);
		free(bytes);
		free(same);
		free(exact);
	}
	assert_true(longest < CRM_MODEL_TEXT / 2 + CRM_MODEL_TEXT / 4);
}

static void
bytes_refused(void **state)
{
	crm_model	m = model_of(SBG FIT COVARIANCE "}");
	uint8_t		bytes[CRM_MODEL_BYTES];
	size_t		len = crm_model_encode(&m, bytes);
	crm_model	again;
	crm_model_error e;

	(void) state;
	assert_int_equal(len, 4 + 8 * 3 + 36 + 8 * 3);
	assert_true(crm_model_receive(bytes, len, &again, &e));
	for (size_t n = 0; n < len; n++)
	{
		uint8_t    *cut = room(n);

		memcpy(cut, bytes, n);
		assert_false(crm_model_receive(cut, n, &again, &e));
		assert_int_equal(e.status, CRM_MODEL_MALFORMED);
		free(cut);
	}

	/* Any byte changed gives another model or none, and never one that is written otherwise. */
	for (int i = 0; i < 200000; i++)
	{
		uint8_t		changed[CRM_MODEL_BYTES];

		memcpy(changed, bytes, len);
		for (uint64_t n = 1 + below(3); n > 0; n--)
			changed[below(len)] = (uint8_t) (below(2) ? random_bits() : below(4) * 85);
		if (crm_model_receive(changed, len, &again, &e))
		{
			uint8_t		same[CRM_MODEL_BYTES];

			assert_int_equal(crm_model_encode(&again, same), len);
			assert_memory_equal(same, changed, len);
		}
	}

	bytes[0] = 2;
	assert_false(crm_model_receive(bytes, len, &again, &e));
	assert_int_equal(e.status, CRM_MODEL_VERSION);

	m = model_of(SBG "}");
	len = crm_model_encode(&m, bytes);
	bytes[4] = 0x80;			/* a unit of -0 days */
	assert_false(crm_model_receive(bytes, len, &again, &e));
	bytes[4] = 0;
	bytes[3] = CRM_FLAG_RIDGE;	/* of no fit */
	assert_false(crm_model_receive(bytes, len, &again, &e));
	bytes[3] = 0;
	assert_true(crm_model_receive(bytes, len, &again, &e));
	bytes[1] = CRM_MODEL_KINDS;
	assert_false(crm_model_receive(bytes, len, &again, &e));
}

/* What a fit hands over is looked at as well. */
static void
structs(void **state)
{
	static const double bad[] = {NAN, INFINITY, -INFINITY, -1};
	crm_model	good = model_of(SBG FIT COVARIANCE "}");
	crm_model_error e;

	(void) state;
	assert_true(crm_model_valid(&good, &e) && crm_covariance_valid(&good, &e));
	for (int i = 0; i < 4; i++)
	{
		crm_model	m[7];

		for (int j = 0; j < 7; j++)
			m[j] = good;
		m[0].parameter[1] = bad[i];
		m[1].unit_days = bad[i];
		m[2].gradient_norm = bad[i];
		m[3].condition_number = bad[i];
		m[4].covariance[1][1] = bad[i];
		m[5].log_likelihood = i < 3 ? bad[i] : 1e308;
		m[6].covariance[0][1] = m[6].covariance[1][0] = bad[i];
		for (int j = 0; j < 7; j++)
			if (crm_model_valid(&m[j], &e))
				fail_msg("%d with %g is valid", j, bad[i]);
		assert_false(crm_covariance_valid(&m[4], &e) || crm_covariance_valid(&m[6], &e));
	}
	good.flags = CRM_FLAGS_ALL + 1;
	assert_false(crm_model_valid(&good, &e));
	good.flags = 0;
	good.fitted = false;
	assert_false(crm_model_valid(&good, &e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(canonical), cmocka_unit_test(syntax), cmocka_unit_test(keys), cmocka_unit_test(values),
		cmocka_unit_test(claims), cmocka_unit_test(round_trip), cmocka_unit_test(bytes_refused), cmocka_unit_test(structs)
	};

	return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
