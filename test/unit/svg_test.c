/* sources: src/portfolio/svg_text.c src/portfolio/svg_out.c src/portfolio/svg_number.c src/portfolio/svg_scale.c src/portfolio/svg_place.c src/portfolio/svg_layout.c src/portfolio/svg_frame.c src/portfolio/svg_labels.c src/portfolio/svg_draw.c src/portfolio/svg_chart.c src/portfolio/svg_chart_text.c src/portfolio/bcg_svg.c src/portfolio/grid_svg.c src/portfolio/matrix.c src/core/money.c src/core/number.c src/core/varint.c */
#include "unit.h"

#include <float.h>
#include <math.h>

#include "core/tick.h"
#include "portfolio/svg_chart_text.h"
#include "portfolio/svg_number.h"
#include "portfolio/svg_place.h"
#include "portfolio/svg_text.h"

void
crm_tick(void)
{
}

/* All that a test takes, to be let go of at its end. */
static void *taken[100000];
static size_t ntaken;

static void *
take(size_t size)
{
	assert_true(ntaken < sizeof(taken) / sizeof(taken[0]));
	return taken[ntaken++] = room(size);
}

static int
let_go(void **state)
{
	(void) state;
	while (ntaken > 0)
		free(taken[--ntaken]);
	return 0;
}

static char *
grow(char *data, size_t need, size_t *size)
{
	*size = need + need / 2;
	data = realloc(data, *size);
	assert_non_null(data);
	return data;
}

static void
cleans(const char *name, const char *clean)
{
	size_t		len = strlen(name);
	char	   *exact = take(len);
	char	   *out = take(CRM_CLEAN_ROOM * len);
	char	   *again;
	size_t		n;

	memcpy(exact, name, len);
	n = crm_clean_name(exact, len, out);
	assert_int_equal(n, strlen(clean));
	assert_memory_equal(out, clean, n);
	again = take(CRM_CLEAN_ROOM * n);
	assert_int_equal(crm_clean_name(out, n, again), n);
	assert_memory_equal(again, out, n);
}

#define BAD "\xef\xbf\xbd"

static void
names_are_cleaned(void **state)
{
	(void) state;
	cleans("", "");
	cleans("plain <&> \"", "plain <&> \"");
	cleans("a\tb\nc\rd", "a b c d");
	cleans("\x01\x7f\xc2\x80\xc2\x85", BAD BAD BAD " ");
	cleans("\xe2\x80\xa8\xe2\x80\xae" "x\xe2\x81\xa6", " x");	/* U+2028, U+202E, U+2066 */
	cleans("\xef\xbf\xbe\xef\xbf\xbf\xef\xb7\x90", BAD BAD BAD);	/* U+FFFE, U+FFFF, U+FDD0 */
	cleans("\xf4\x8f\xbf\xbf", BAD);	/* U+10FFFF */
	cleans("\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80");
	/* What is no UTF-8: bare and missing continuations, overlong, surrogates, beyond the last */
	cleans("\x80" "a", BAD "a");
	cleans("\xc3" "a", BAD "a");
	cleans("\xe2\x82", BAD BAD);
	cleans("\xc0\xaf", BAD BAD);
	cleans("\xe0\x80\xaf", BAD BAD BAD);
	cleans("\xed\xa0\x80", BAD BAD BAD);
	cleans("\xf4\x90\x80\x80", BAD BAD BAD BAD);
	cleans("\xff", BAD);
}

static void
any_bytes_are_cleaned(void **state)
{
	(void) state;
	for (int i = 0; i < 20000; i++)
	{
		size_t		len = below(40);
		char	   *name = room(len),
				   *out = room(CRM_CLEAN_ROOM * len),
				   *again;
		size_t		n;

		for (size_t k = 0; k < len; k++)
			name[k] = (char) (below(3) ? 0x80 | below(128) : below(256));
		n = crm_clean_name(name, len, out);
		again = room(CRM_CLEAN_ROOM * n);
		assert_int_equal(crm_clean_name(out, n, again), n);
		assert_memory_equal(again, out, n);
		assert_true(crm_text_fit(out, n, 120, (int) below(500)) <= n);
		free(name);
		free(out);
		free(again);
	}
}

static void
fits(const char *name, int width, size_t bytes)
{
	assert_int_equal(crm_text_fit(name, strlen(name), 100, width), bytes);
}

static void
text_fits(void **state)
{
	(void) state;
	assert_int_equal(crm_text_width("Arial", 5, 1000), 667 + 333 + 222 + 556 + 222);
	assert_int_equal(crm_text_width("e\xcc\x81", 3, 1000), 556);	/* with an acute accent */
	assert_int_equal(crm_text_width("\xe6\x97\xa5", 3, 1000), 1000);
	fits("xxxxx", 250, 5);
	fits("xxxxx", 249, 2);
	fits("xxxxx", 99, 0);
	fits("x xxx", 220, 1);		/* not with a space before the ellipsis */
	fits("xe\xcc\x81xxx", 206, 4);
	fits("xe\xcc\x81xxx", 205, 1);
	fits("x\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7xxxx", 260, 1);	/* joined signs stay together */
}

static void
directions(void **state)
{
	(void) state;
	assert_false(crm_right_to_left("", 0));
	assert_false(crm_right_to_left("24 (a)", 6));
	assert_true(crm_right_to_left("24 \xd7\xa9", 5));	/* Hebrew */
	assert_true(crm_right_to_left("\xd8\xb4 x", 4));	/* Arabic */
	assert_false(crm_right_to_left("x \xd8\xb4", 4));
}

static void
prints(double value, int decimals, const char *text)
{
	char		out[CRM_FIGURE_TEXT];

	*crm_print_rounded(out, value, decimals) = '\0';
	assert_string_equal(out, text);
}

static void
figure(double value, const char *text)
{
	char		out[CRM_FIGURE_TEXT];

	assert_ptr_equal(crm_print_figure(out, value), out + strlen(text));
	assert_string_equal(out, text);
}

static void
numbers(void **state)
{
	(void) state;
	prints(12.345, 1, "12.3");
	prints(-0.04, 1, "0");
	prints(10, 2, "10");
	prints(-1.5, 2, "-1.5");
	prints(0.0625, 4, "0.0625");
	prints(1.005e15, 2, "1e+15");
	figure(0, "0");
	figure(0.001, "0.001");
	figure(66.94, "66.94");
	figure(999.5, "1,000");
	figure(1234567.4, "1,234,567");
	figure(1e300, "1e+300");
	assert_true(crm_nice_below(1) == 1 && crm_nice_below(199) == 100 && crm_nice_below(72) == 50 && crm_nice_below(4.9) == 2);
	assert_true(crm_nice_below(0.3) < 0.3 && crm_nice_below(0.3) > 0.19 && crm_nice_below(1e-20) > 0 && isfinite(crm_nice_below(DBL_MAX)));
}

static void
logarithms(void **state)
{
	(void) state;
	assert_true(crm_steady_log(1) == 0);
	for (int i = 0; i < 100000; i++)
	{
		uint64_t	bits = random_bits() >> 1;
		double		value,
					want;

		memcpy(&value, &bits, 8);
		if (!isfinite(value) || value <= 0)
			continue;
		want = log(value);
		assert_true(fabs(crm_steady_log(value) - want) <= 1e-15 * fmax(fabs(want), 1));
	}
}

static void
axes(void **state)
{
	static const int steps[] = {5, 10, 20, 25};
	crm_linear_axis a = crm_fit_axis(0, 0.20, 0.01, steps, 4);
	crm_log_axis l = crm_fit_log_axis(0.1, 10);

	(void) state;
	assert_true(a.first == 0 && a.last == 20 && a.step == 5);
	assert_true(crm_linear_place(&a, 0.1) == 0.5 && crm_linear_place(&a, -9) == 0 && crm_linear_place(&a, 1e308) == 1);
	a = crm_fit_axis(-0.07, 0.55, 0.01, steps, 4);
	assert_true(a.first == -10 && a.last == 60 && a.step == 10);
	a = crm_fit_axis(-0.5, 1, 0.01, steps, 4);
	assert_true(a.first == -60 && a.last == 100 && a.step == 20);
	assert_true(crm_log_tick[l.first] == 0.1 && crm_log_tick[l.last] == 10);
	assert_true(crm_log_place(&l, 10) == 1 && crm_log_place(&l, 0) == 0 && fabs(crm_log_place(&l, 1) - 0.5) < 1e-15);
	l = crm_fit_log_axis(0, 50);
	assert_true(crm_log_tick[l.first] == 0.01 && crm_log_tick[l.last] == 50);
}

static bool
boxes_meet(const crm_box *a, const crm_box *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* However the circles lie: labels that are placed are within bounds, and clear of labels, circles and what is taken. */
static void
labels_are_clear(void **state)
{
	int			total = 0,
				placed = 0;

	(void) state;
	for (int trial = 0; trial < 300; trial++)
	{
		int			n = 1 + (int) below(40);
		crm_circle	circle[40];
		crm_label	label[40];
		crm_box		title = {100, 100, 900, 240};
		crm_places	p = {{0, 0, 7500, 4600}, circle, n, &title, 1, NULL, 0, label, n};
		int			without = 0;

		for (int i = 0; i < n; i++)
		{
			circle[i] = (crm_circle) {(int) below(7500), (int) below(4600), 30 + (int) below(400)};
			label[i] = (crm_label) {.width = (int) below(1500), .height = 120};
		}
		total += n;
		crm_place_labels(&p, false);
		for (int i = 0; i < n; i++)
		{
			const crm_box *b = &label[i].box;
			bool		inside = b->left <= circle[i].x && b->right >= circle[i].x && b->top <= circle[i].y && b->bottom >= circle[i].y;

			if (!label[i].placed)
			{
				without += label[i].width > 0;
				continue;
			}
			placed++;
			assert_true(b->left >= 0 && b->right <= 7500 && b->top >= 0 && b->bottom <= 4600);
			assert_false(boxes_meet(b, &title));
			for (int k = 0; k < n; k++)
			{
				assert_false(k != i && label[k].placed && boxes_meet(b, &label[k].box));
				assert_true((k == i && inside) || crm_box_is_clear(b, &circle[k], 1));
			}
		}
		/* It says how many have no place, and again that many where it may cover circles at most. */
		assert_true(crm_place_labels(&p, true) <= without);
	}
	assert_true(placed > total / 2);
}

static crm_chart
random_chart(crm_chart_kind kind, size_t n)
{
	crm_chart	chart = {.kind = kind, .cut = {kind == CRM_CHART_BCG ? 0.1 : 2.33, kind == CRM_CHART_BCG ? 1 : 3.67}, .title = "Title", .title_len = 5};

	chart.n = n;
	chart.bubble = take(n * sizeof(crm_bubble));
	for (size_t i = 0; i < n; i++)
	{
		crm_bubble *b = &chart.bubble[i];
		char		raw[24];
		char	   *name = take(3 * sizeof(raw));

		for (size_t k = 0; k < sizeof(raw); k++)
			raw[k] = (char) below(256);
		*b = (crm_bubble) {name, crm_clean_name(raw, below(sizeof(raw)), name), 0, 0, {0, 0}, 0};
		b->x = kind == CRM_CHART_BCG ? pow(10, (double) below(6000) / 1000 - 3) : (double) below(2000) - 1000;
		b->y = below(9) ? (double) below(400) / 1000 - 0.1 : kind == CRM_CHART_GRID ? 1000 : below(2) ? 1e308 : -1;
		b->sales = (crm_money) {below(4) ? (crm_int128) below(100000) : crm_power10[36] - 1, (int) below(21)};
	}
	return chart;
}

/* Markup is balanced, quoted and ASCII; attributes and text have no bare < or &. Answers the circles with a title. */
static int
check_markup(const char *p, size_t len)
{
	const char *end = p + len;
	int			depth = 0,
				titles = 0;

	while (p < end)
	{
		if (*p == '&')
			assert_true(memchr(p, ';', end - p < 10 ? (size_t) (end - p) : 10) != NULL);
		assert_true(*p == '\n' || (*p >= 0x20 && *p < 0x7f));
		if (*p++ != '<')
			continue;
		if (*p == '/')
			depth--;
		else
		{
			depth++;
			titles += strncmp(p, "title>", 6) == 0;
		}
		for (; *p != '>'; p++)
		{
			assert_true(p < end && *p != '<');
			if (*p == '"')
				for (p++; *p != '"'; p++)
					assert_true(p < end && *p != '<');
		}
		depth -= p[-1] == '/';
		p++;
		assert_true(depth >= 0 && (depth > 0 || end - p <= 1));
	}
	assert_int_equal(depth, 0);
	return titles;
}

static void
pictures(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 8, 24, 25, 40, 41, 600};

	(void) state;
	for (int trial = 0; trial < 54; trial++)
	{
		crm_chart	chart = random_chart(trial % 2, sizes[trial / 2 % 9]);
		crm_svg		svg = {.grow = grow},
					again = {.grow = grow};

		crm_draw_chart(&chart, &svg, take);
		assert_int_equal(check_markup(svg.data, svg.len), chart.n);
		/* In whatever order its bubbles come */
		for (size_t i = chart.n; i > 1; i--)
		{
			size_t		k = below(i);
			crm_bubble	b = chart.bubble[i - 1];

			chart.bubble[i - 1] = chart.bubble[k];
			chart.bubble[k] = b;
		}
		crm_draw_chart(&chart, &again, take);
		assert_int_equal(again.len, svg.len);
		assert_memory_equal(again.data, svg.data, svg.len);
		free(svg.data);
		free(again.data);
	}
}

/* The bytes of a chart, in order. */
static uint8_t *
bytes_of(const crm_chart *chart, size_t *len)
{
	size_t		most = CRM_CHART_HEAD(chart->title_len);
	uint8_t    *bytes,
			   *p,
			   *bubbles;

	for (size_t i = 0; i < chart->n; i++)
		most += CRM_CHART_BUBBLE(chart->bubble[i].len);
	bytes = take(most);
	p = bubbles = crm_put_chart_head(bytes, chart);
	for (size_t i = 0; i < chart->n; i++)
		p = crm_put_bubble(p, &chart->bubble[i]);
	crm_sort_bubbles(bubbles, p, take);
	*len = (size_t) (p - bytes);
	return bytes;
}

static void
bytes_and_text(void **state)
{
	(void) state;
	for (int trial = 0; trial < 40; trial++)
	{
		crm_chart	chart = random_chart(trial % 2, (size_t) trial);
		crm_svg		text = {.grow = grow},
					back = {.grow = grow};
		size_t		len;
		uint8_t    *bytes = bytes_of(&chart, &len);
		crm_scan	s;

		assert_null(crm_chart_fault(bytes, len, take(CRM_CLEAN_ROOM * len)));
		crm_chart_print(&text, bytes, len);
		s = crm_scan_text(text.data);
		assert_true(crm_chart_scan(&s, &back, take));
		assert_int_equal(back.len, len);
		assert_memory_equal(back.data, bytes, len);
		free(text.data);
		free(back.data);
	}
}

/* Numbers that the room's functions refuse as arguments are no chart either. */
static void
refused(void **state)
{
	static const struct
	{
		crm_chart_kind kind;
		double		cut[2],
					x,
					y;
		int			sales;
		bool		drawn;
	}			tried[] = {
		{CRM_CHART_BCG, {0.1, 1}, 1, 0.1, 0, true},
		{CRM_CHART_BCG, {0.1, 1}, 0, -1, 0, true},
		{CRM_CHART_BCG, {0.1, 1}, 1, -1.01, 0, false},
		{CRM_CHART_BCG, {0.1, 1}, -0.01, 0.1, 0, false},
		{CRM_CHART_BCG, {0.1, 1}, 1, 0.1, -1, false},
		{CRM_CHART_GRID, {2.33, 3.67}, 1, -1.01, 0, true},
		{CRM_CHART_GRID, {3, 3}, 1, 1, 0, false},
		{CRM_CHART_GRID, {4, 3}, 1, 1, 0, false},
		{CRM_CHART_GRID, {-1001, 3}, 1, 1, 0, false}
	};

	(void) state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(tried[0]); i++)
	{
		crm_bubble	bubble = {"A", 1, tried[i].x, tried[i].y, {tried[i].sales, 0}, 0};
		crm_chart	chart = {tried[i].kind, {tried[i].cut[0], tried[i].cut[1]}, "", 0, &bubble, 1};
		size_t		len;
		uint8_t    *bytes = bytes_of(&chart, &len);

		assert_int_equal(crm_chart_fault(bytes, len, take(CRM_CLEAN_ROOM * len)) == NULL, tried[i].drawn);
	}
}

/* Whatever bytes are taken for a chart are one that is drawn, and whose text is read again. */
static void
mutants(void **state)
{
	int			accepted = 0;

	(void) state;
	for (int trial = 0; trial < 4000; trial++)
	{
		crm_chart	chart = random_chart(trial % 2, below(4));
		size_t		len;
		uint8_t    *bytes = bytes_of(&chart, &len);
		size_t		keep = below(5) ? len : below(len + 1);
		uint8_t    *mutant = take(keep);

		memcpy(mutant, bytes, keep);
		for (size_t i = below(3); i > 0 && keep > 0; i--)
			mutant[below(keep)] = (uint8_t) (below(2) ? below(256) : below(4));
		if (crm_chart_fault(mutant, keep, take(CRM_CLEAN_ROOM * keep)) == NULL)
		{
			crm_svg		svg = {.grow = grow},
						text = {.grow = grow};
			crm_chart	read;
			const uint8_t *p = crm_get_chart_head(mutant, mutant + keep, &read);

			accepted++;
			read.n = crm_count_bubbles(p, mutant + keep);
			read.bubble = take(read.n * sizeof(crm_bubble));
			for (size_t i = 0; i < read.n; i++)
				p = crm_get_bubble(p, mutant + keep, &read.bubble[i]);
			assert_ptr_equal(p, mutant + keep);
			crm_draw_chart(&read, &svg, take);
			assert_int_equal(check_markup(svg.data, svg.len), read.n);
			crm_chart_print(&text, mutant, keep);
			free(svg.data);
			free(text.data);
		}
		let_go(NULL);
	}
	assert_true(accepted > 1000);
}

static void
refused_texts(void **state)
{
	static const char *const bad[] = {
		"", "{", "{}", "{\"chart\": \"pie\"}", "{\"chart\": \"bcg\", \"cuts\": [1], \"title\": \"\", \"bubbles\": []}",
		"{\"chart\": \"bcg\", \"cuts\": [1, 2, 3], \"title\": \"\", \"bubbles\": []}",
		"{\"chart\": \"bcg\", \"cuts\": [0.1, 1], \"title\": \"\\u12\", \"bubbles\": []}",
		"{\"chart\": \"bcg\", \"cuts\": [0.1, 1], \"title\": \"\\ud800x\", \"bubbles\": []}",
		"{\"chart\": \"bcg\", \"cuts\": [0.1, 1], \"title\": \"\\udc00\", \"bubbles\": []}",
		"{\"chart\": \"bcg\", \"cuts\": [0.1, 1], \"title\": \"\\n\", \"bubbles\": []}",
		"{\"chart\": \"bcg\", \"cuts\": [0.1, 1], \"title\": \"\xc3\xa9\", \"bubbles\": []}",
		"{\"chart\": \"bcg\", \"cuts\": [0.1, 1], \"title\": \"\", \"bubbles\": [[\"a\", 1, 2]]}",
		"{\"chart\": \"bcg\", \"cuts\": [0.1, 1], \"title\": \"\", \"bubbles\": [[\"a\", 1, 2, ]]}",
		"{\"chart\": \"bcg\", \"cuts\": [0.1, 1], \"title\": \"\", \"bubbles\": [[\"a\", nan, 2, 3]]}",
		"{\"chart\": \"bcg\", \"cuts\": [0.1, 1], \"title\": \"\", \"bubbles\": []} x"
	};

	(void) state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
	{
		crm_svg		bytes = {.grow = grow};
		crm_scan	s = crm_scan_text(bad[i]);

		assert_false(crm_chart_scan(&s, &bytes, take));
		assert_non_null(s.expected);
		free(bytes.data);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(names_are_cleaned, let_go),
		cmocka_unit_test(any_bytes_are_cleaned),
		cmocka_unit_test(text_fits),
		cmocka_unit_test(directions),
		cmocka_unit_test(numbers),
		cmocka_unit_test(logarithms),
		cmocka_unit_test(axes),
		cmocka_unit_test(labels_are_clear),
		cmocka_unit_test_teardown(pictures, let_go),
		cmocka_unit_test_teardown(bytes_and_text, let_go),
		cmocka_unit_test_teardown(mutants, let_go),
		cmocka_unit_test_teardown(refused_texts, let_go)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
