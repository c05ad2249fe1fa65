/* sources: src/lifecycle/durations.c src/lifecycle/durations_bytes.c src/lifecycle/durations_text.c src/lifecycle/kaplan_meier.c src/lifecycle/restricted_mean.c src/lifecycle/log_rank.c src/core/number.c src/core/varint.c */
#include "unit.h"

#include <math.h>

#include "core/tick.h"
#include "lifecycle/kaplan_meier.h"
#include "lifecycle/log_rank.h"

#define Z95 1.959963984540054

void
crm_tick(void)
{
}

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-12 * fmax(1, fabs(b));
}

/* The aml data of R's package survival (Miller 1981), maintained and not. */
static const crm_duration maintained[] = {
	{9, 0, 1, 0}, {13, 0, 1, 1}, {18, 0, 1, 0}, {23, 0, 1, 0}, {28, 0, 0, 1}, {31, 0, 1, 0}, {34, 0, 1, 0}, {45, 0, 0, 1}, {48, 0, 1, 0}, {161, 0, 0, 1}
};
static const crm_duration not_maintained[] = {
	{5, 0, 2, 0}, {8, 0, 2, 0}, {12, 0, 1, 0}, {16, 0, 0, 1}, {23, 0, 1, 0}, {27, 0, 1, 0}, {30, 0, 1, 0}, {33, 0, 1, 0}, {43, 0, 1, 0}, {45, 0, 1, 0}
};

/* Two groups with ties and late entries; (duration, entered, events, censored). */
static const crm_duration late_a[] = {
	{0, 0, 0, 1}, {1, 0, 1, 0}, {2, 0.5, 1, 1}, {2, 1.5, 0, 1}, {3.5, 0, 1, 0}, {3.5, 2, 2, 0}, {6, 3, 1, 0}, {6, 3.5, 0, 2}, {7.25, 1, 1, 0}, {9, 6, 0, 1}
};
static const crm_duration late_b[] = {
	{1, 0, 1, 1}, {1.5, 1, 1, 0}, {3.5, 1, 1, 1}, {5, 0, 2, 0}, {6, 0, 1, 1}, {7.25, 5, 1, 0}, {8, 7.25, 1, 1}
};

#define DURATIONS(rows) {sizeof(rows) / sizeof(rows[0]), (crm_duration *) (rows)}

static const crm_durations groups[] = {DURATIONS(maintained), DURATIONS(not_maintained), DURATIONS(late_a), DURATIONS(late_b)};

typedef struct space
{
	crm_duration *entries;
	crm_duration *scratch;
} space;

static space
space_for(const crm_durations *d)
{
	return (space) {room(d->n * sizeof(crm_duration)), room(d->n * sizeof(crm_duration))};
}

static void
give_back(space s)
{
	free(s.entries);
	free(s.scratch);
}

/* The curve just after the last step up to t. */
static crm_survival
curve_at(const crm_durations *d, double t)
{
	space		s = space_for(d);
	crm_survival	c;

	crm_survival_begin(&c, d, s.entries, s.scratch);
	while (crm_risk_next(&c.risk) <= t)
		assert_true(crm_survival_step(&c));
	give_back(s);
	return c;
}

static void
curve_is(const crm_durations *d, double t, int64_t at_risk, int64_t events, double survival, double error)
{
	crm_survival	c = curve_at(d, t);

	assert_true(c.time == t && c.at_risk == at_risk && c.events == events);
	assert_true(near(c.survival, survival) && near(crm_survival_error(&c), error));
}

static void
interval_is(const crm_survival *c, crm_conf_type type, double lower, double upper)
{
	double		l,
				u;

	crm_survival_interval(c, type, Z95, &l, &u);
	assert_true(near(l, lower) && near(u, upper));
}

/* From the subjects one by one, in exact fractions (Python's). */
static void
curves(void **state)
{
	crm_survival	c;

	(void) state;
	curve_is(&groups[0], 9, 11, 1, 10.0 / 11, 0.08667841720414475);
	curve_is(&groups[0], 48, 2, 1, 81.0 / 440, 0.15349274578629368);
	curve_is(&groups[1], 5, 12, 2, 5.0 / 6, 0.1075828707279838);
	curve_is(&groups[2], 0, 3, 0, 1, 0);
	curve_is(&groups[2], 1, 4, 1, 3.0 / 4, 0.21650635094610965);
	curve_is(&groups[2], 2, 5, 1, 3.0 / 5, 0.21908902300206642);
	curve_is(&groups[2], 3.5, 5, 3, 6.0 / 25, 0.15798734126505198);
	curve_is(&groups[2], 9, 1, 0, 9.0 / 100, 0.09074690077352504);
	curve_is(&groups[3], 1.5, 7, 1, 5.0 / 7, 0.17074694419062766);
	curve_is(&groups[3], 6, 3, 1, 25.0 / 126, 0.14129754626547072);
	c = curve_at(&groups[2], 6);
	interval_is(&c, CRM_CONF_LOG, 0.04399799097926791, 0.7363972599400516);
	interval_is(&c, CRM_CONF_LOG_LOG, 0.020251324502828023, 0.47044657296888454);
	interval_is(&c, CRM_CONF_PLAIN, 0, 0.4335863179637649);
	c = curve_at(&groups[0], 0);
	for (int type = CRM_CONF_LOG; type <= CRM_CONF_PLAIN; type++)
		interval_is(&c, (crm_conf_type) type, 1, 1);
	/* Where all at risk have the event nobody survives, whoever enters later. */
	c = curve_at(&groups[3], 7.25);
	assert_true(c.survival == 0 && c.at_risk == 1);
	c = curve_at(&groups[3], 8);
	assert_true(c.survival == 0 && c.at_risk == 2);
}

static bool
restricted(const crm_durations *d, double horizon, crm_restricted *r)
{
	space		s = space_for(d);
	bool		known = crm_restricted_mean(d, horizon, s.entries, s.scratch, r);

	give_back(s);
	return known;
}

static void
restricted_is(const crm_durations *d, double horizon, double mean, double error)
{
	crm_restricted r;

	assert_true(restricted(d, horizon, &r) && near(r.mean, mean) && near(r.std_error, error));
}

static void
restricted_means(void **state)
{
	crm_restricted r;

	(void) state;
	restricted_is(&groups[0], 24, 20.920454545454547, 1.5418331758551387);
	restricted_is(&groups[1], 24, 17.069444444444443, 2.3613459850498635);
	restricted_is(&groups[2], 5, 3.01, 0.6744886952351388);
	restricted_is(&groups[2], 9, 3.6325, 1.0338675870245668);
	restricted_is(&groups[3], 5, 3.738095238095238, 0.6362302253798219);
	/* Below a curve that ends at 0 the area ends too; below another it is not known. */
	restricted_is(&groups[1], 1000, 22.708333333333332, 4.180941981033154);
	assert_false(restricted(&groups[2], 9.5, &r));
	restricted_is(&groups[2], 0, 0, 0);
	restricted_is(&groups[2], 0.5, 0.5, 0);
}

static crm_log_rank
compare(const crm_durations *a, const crm_durations *b)
{
	space		of_a = space_for(a),
				of_b = space_for(b);
	crm_risk	risk_a,
				risk_b;
	crm_log_rank r;

	crm_risk_begin(&risk_a, a, of_a.entries, of_a.scratch);
	crm_risk_begin(&risk_b, b, of_b.entries, of_b.scratch);
	r = crm_compare_risks(&risk_a, &risk_b);
	give_back(of_a);
	give_back(of_b);
	return r;
}

static void
log_rank(void **state)
{
	static const crm_duration first[] = {{1, 0, 3, 0}},
				later[] = {{9, 5, 3, 0}};
	static const crm_durations apart[] = {DURATIONS(first), DURATIONS(later)};

	(void) state;
	for (int i = 0; i < 4; i += 2)
	{
		crm_log_rank r = compare(&groups[i], &groups[i + 1]),
					other = compare(&groups[i + 1], &groups[i]);

		assert_true(near(r.difference * r.difference / r.variance, i == 0 ? 3.396388698977602 : 0.02098307976437221));
		assert_true(near(r.expected_a, i == 0 ? 10.689335992300725 : 7.245887445887446));
		assert_true(near(r.expected_b, i == 0 ? 7.310664007699275 : 7.754112554112554));
		assert_true(other.difference == -r.difference && other.variance == r.variance);
		assert_true(other.expected_a == r.expected_b && other.expected_b == r.expected_a);
		r = compare(&groups[i], &groups[i]);
		assert_true(r.difference == 0 && r.variance > 0 && r.expected_a == r.expected_b);
	}
	/* Never at risk together */
	assert_true(compare(&apart[0], &apart[1]).variance == 0);
}

static double
crossing(const double *values, int n, double level)
{
	crm_crossing c = {.level = level};

	for (int i = 0; i < n; i++)
		crm_cross(&c, i + 1, values[i]);
	return c.found ? c.time : -1;
}

/* As R's quantile.survfit: the middle of a curve that runs along the level, its begin where it ends there. */
static void
crossings(void **state)
{
	static const double curve[] = {1, 0.75, 0.5, 0.5, 0.25};

	(void) state;
	assert_true(crossing(curve, 5, 0.6) == 3);
	assert_true(crossing(curve, 5, 0.5) == 4);
	assert_true(crossing(curve, 4, 0.5) == 3);
	assert_true(crossing(curve, 5, 0.4) == 5);
	assert_true(crossing(curve, 5, 0.2) == -1);
	assert_true(crossing(curve, 5, 0.75) == 2.5);
}

static crm_durations
random_durations(bool whole, bool delayed, size_t n)
{
	crm_durations d = {n, room(n * sizeof(crm_duration))};
	crm_duration *scratch = room(n * sizeof(crm_duration));

	for (size_t i = 0; i < n; i++)
	{
		crm_duration *row = &d.rows[i];

		*row = (crm_duration) {.duration = (double) below(below(2) ? 20 : 100000) / (whole ? 1 : 7), .events = (int64_t) below(3)};
		row->censored = (int64_t) below(2) + (row->events == 0);
		if (delayed && below(2))
			row->entered = (double) below((uint64_t) ceil(row->duration) + 1);
		if (row->entered >= row->duration)
			row->entered = 0;
	}
	d.n = crm_durations_tidy(d.rows, scratch, n);
	free(scratch);
	return d;
}

/* Equal by bytes is equal in any order of rows; bytes and text come back; none is read past its end. */
static void
codec(void **state)
{
	(void) state;
	for (int trial = 0; trial < 400; trial++)
	{
		crm_durations d = random_durations(trial & 1, trial & 2, 1 + below(trial < 300 ? 12 : 900));
		crm_durations again = {0, room((d.n + 1) * sizeof(crm_duration))};
		uint8_t    *out = room(crm_durations_bound(&d)),
				   *bytes;
		size_t		len = crm_durations_encode(&d, out),
					n;
		char	   *text = room(d.n * CRM_DURATIONS_PIECE + 1),
				   *p = text,
				   *end;
		crm_scan	s;

		assert_null(crm_durations_fault(&d));
		assert_true(len <= crm_durations_bound(&d));
		bytes = room(len);
		memcpy(bytes, out, len);
		assert_true(crm_durations_length(bytes, len, &n) == CRM_DURATIONS_OK && n == d.n);
		assert_true(crm_durations_decode(bytes, len, &again) && again.n == d.n);
		assert_memory_equal(again.rows, d.rows, d.n * sizeof(crm_duration));
		for (size_t i = 0; (end = crm_durations_print(p, &d, i)) != NULL; i++)
		{
			assert_true(end - p <= CRM_DURATIONS_PIECE);
			p = end;
		}
		*p = '\0';
		s = crm_scan_text(text);
		assert_true(crm_durations_text_bound(text) <= d.n + 1);
		assert_true(crm_durations_parse(&s, &again) && again.n == d.n);
		assert_memory_equal(again.rows, d.rows, d.n * sizeof(crm_duration));
		/* Cut short, or changed somewhere, it is refused or the only way to write something else. */
		for (int change = 0; change < 20; change++)
		{
			size_t		cut = below(len + 1);
			uint8_t    *part = room(cut);

			memcpy(part, bytes, cut);
			if (change >= 10 && cut > 0)
				part[below(cut)] = (uint8_t) below(256);
			if (crm_durations_length(part, cut, &n) == CRM_DURATIONS_OK)
			{
				crm_durations other = {n, room(n * sizeof(crm_duration))};

				if (crm_durations_decode(part, cut, &other))
				{
					uint8_t    *rewritten = room(crm_durations_bound(&other));

					assert_true(crm_durations_encode(&other, rewritten) == cut && memcmp(rewritten, part, cut) == 0);
					free(rewritten);
				}
				free(other.rows);
			}
			free(part);
		}
		free(d.rows);
		free(again.rows);
		free(out);
		free(bytes);
		free(text);
	}
}

static void
tidy(void **state)
{
	(void) state;
	for (int trial = 0; trial < 200; trial++)
	{
		crm_durations d = random_durations(true, true, 1 + below(500));
		crm_duration *twice = room(2 * d.n * sizeof(crm_duration)),
				   *scratch = room(2 * d.n * sizeof(crm_duration));

		memcpy(twice, d.rows, d.n * sizeof(crm_duration));
		memcpy(twice + d.n, d.rows, d.n * sizeof(crm_duration));
		for (size_t i = below(2) ? 2 * d.n - 1 : 0; i > 0; i--)
		{
			size_t		j = below(i + 1);
			crm_duration swap = twice[i];

			twice[i] = twice[j];
			twice[j] = swap;
		}
		assert_true(crm_durations_tidy(twice, scratch, 2 * d.n) == d.n);
		for (size_t i = 0; i < d.n; i++)
			assert_true(twice[i].duration == d.rows[i].duration && twice[i].entered == d.rows[i].entered &&
						twice[i].events == 2 * d.rows[i].events && twice[i].censored == 2 * d.rows[i].censored);
		free(d.rows);
		free(twice);
		free(scratch);
	}
}

static void
faults(void **state)
{
	crm_duration too_many[] = {{1, 0, CRM_DURATIONS_MOST, 0}, {1, 0, 1, 0}},
				scratch[2];
	const char *texts[] = {
		"", "{}", "{\"durations\": []}", "{\"durations\": [[1, 0, 0]]}", "{\"durations\": [[-1, 1, 0]]}", "{\"durations\": [[1, 1, 0, 1]]}",
		"{\"durations\": [[1, 1.5, 0]]}", "{\"durations\": [[2e12, 1, 0]]}", "{\"durations\": [[1, 1, 0, 0, 0]]}", "{\"durations\": [[1, 1, 0]]",
		"{\"durations\": [[1, 1]]}", "{\"durations\": [[1, 1, -1]]}", "{\"durations\": [[1, 1, 0, -1]]}", "{\"durations\": [[1, 1e16, 0]]}"
	};

	(void) state;
	assert_null(crm_duration_fault(0, 0));
	assert_non_null(crm_duration_fault(-0.0, 0));
	assert_non_null(crm_duration_fault(NAN, 0));
	assert_non_null(crm_duration_fault(1, NAN));
	assert_non_null(crm_duration_fault(1, 1));
	assert_non_null(crm_duration_fault(INFINITY, 0));
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		crm_durations d = {0, room((crm_durations_text_bound(texts[i]) + 1) * sizeof(crm_duration))};
		crm_scan	s = crm_scan_text(texts[i]);

		assert_false(crm_durations_parse(&s, &d));
		free(d.rows);
	}
	assert_true(crm_durations_tidy(too_many, scratch, 2) == 1);
	assert_non_null(crm_durations_fault(&(crm_durations) {1, too_many}));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(curves),
		cmocka_unit_test(restricted_means),
		cmocka_unit_test(log_rank),
		cmocka_unit_test(crossings),
		cmocka_unit_test(codec),
		cmocka_unit_test(tidy),
		cmocka_unit_test(faults)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
