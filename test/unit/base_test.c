/* sources: src/clv/base.c src/clv/base_read.c src/clv/base_check.c src/clv/base_sort.c src/clv/base_log.c src/clv/base_close.c src/clv/base_text.c src/clv/base_repeats.c src/history/codec.c src/core/number.c src/core/varint.c src/core/money.c src/core/day.c */
#include "unit.h"

#include <math.h>

#include "clv/base_log.h"
#include "clv/base_repeats.h"
#include "clv/base_sort.h"
#include "clv/base_text.h"
#include "core/tick.h"

#define MOST 400				/* rows of a test's base */

void
crm_tick(void)
{
}

/* Arrays that a test allots are freed at its end. */
static void *allotted[4096];
static size_t n_allotted;

static void *
allot(size_t size)
{
	assert_true(n_allotted < 4096);
	return allotted[n_allotted++] = room(size);
}

static void
free_all(void)
{
	while (n_allotted > 0)
		free(allotted[--n_allotted]);
}

static crm_base
empty_base(size_t n)
{
	return (crm_base) {.rows = allot(n * sizeof(crm_base_row)), .spends = allot(n * sizeof(crm_base_spend)),
		.days = allot(n * sizeof(crm_base_day))};
}

static void
tidy(crm_base *base)
{
	base->n_rows = crm_base_tidy_rows(base->rows, allot(base->n_rows * sizeof(crm_base_row)), base->n_rows);
	base->n_spends = crm_base_tidy_spends(base->spends, allot(base->n_spends * sizeof(crm_base_spend)), base->n_spends);
	base->n_days = crm_base_tidy_days(base->days, allot(base->n_days * sizeof(crm_base_day)), base->n_days);
}

/* Bytes in an allocation of their own length. */
static uint8_t *
encode(const crm_base *base, size_t *len)
{
	size_t		bound = crm_base_bound(base);
	uint8_t    *bytes = allot(bound),
			   *exact;

	*len = crm_base_encode(base, bytes);
	assert_true(*len <= bound);
	exact = allot(*len);
	memcpy(exact, bytes, *len);
	return exact;
}

/* Reads bytes as all ways in do; NULL, or what is wrong with them. */
static const char *
decode(const uint8_t *bytes, size_t len, crm_base *base)
{
	crm_base_reader r;
	crm_base_status status = crm_base_open(&r, bytes, len);

	if (status != CRM_BASE_OK)
		return status == CRM_BASE_VERSION_UNKNOWN ? "version" : "malformed";
	*base = r.head;
	base->rows = allot(base->n_rows * sizeof(crm_base_row));
	base->spends = allot(base->n_spends * sizeof(crm_base_spend));
	base->days = allot(base->n_days * sizeof(crm_base_day));
	if (!crm_base_decode(&r, base))
		return "malformed";
	if (!crm_base_is_canonical(&r, base))
		return "not canonical";
	return crm_base_fault(base);
}

static bool
same(const crm_base *a, const crm_base *b)
{
	bool		same = a->clock == b->clock && (a->clock != CRM_CLOCK_DAYS || a->as_of == b->as_of) &&
		a->n_rows == b->n_rows && a->n_spends == b->n_spends && a->n_days == b->n_days && a->no_spend == b->no_spend &&
		memcmp(a->rows, b->rows, a->n_rows * sizeof(crm_base_row)) == 0 &&
		memcmp(a->spends, b->spends, a->n_spends * sizeof(crm_base_spend)) == 0;

	for (size_t i = 0; same && i < a->n_days; i++)
		same = a->days[i].before == b->days[i].before && a->days[i].repeats == b->days[i].repeats;
	return same;
}

/* Stored values last: these bytes are read for ever. */
static void
stored_bytes(void **state)
{
	/* Customers 1 to 6 of the example of Python's lifetimes, as of 2015-02-07. */
	static crm_base_row rows[] = {{0, 0, 5, 1}, {0, 0, 37, 1}, {1, 36, 37, 1}, {2, 2, 22, 1}, {2, 4, 37, 1}, {2, 20, 22, 1}};
	static crm_base_spend spends[] = {{1, 2, 1}, {2, 3, 2}, {2, 4.5, 1}};
	static crm_base_day days[] = {{1, 1}, {2, 1}, {5, 1}, {20, 1}, {21, 1}, {33, 1}, {36, 1}};
	crm_base	base = {CRM_CLOCK_DAYS, 5516, 6, rows, 3, spends, 0, 7, days},
				back;
	static const uint8_t bytes[] = {
		1, 1, 0x98, 0x56, 6, 3, 7, 0,
		0, 1, 1, 5, 0x7c, 0, 0, 0x91, 1, 1, 0, 2, 9, 20, 5, 33, 61, 2,
		0, 0, 2, 0, 1, 11, 2, 4,
		1, 1, 0, 1, 2, 1, 14, 1, 0, 1, 11, 1, 2, 1
	};
	static crm_base_row odd_rows[] = {{0, 0, 0.5, 3}, {3, 0.25, 0.25, 300}, {3, 0.25, 1, 1}};
	static crm_base_spend odd_spends[] = {{3, 0.1, 1}};
	crm_base	odd = {.n_rows = 3, .rows = odd_rows, .n_spends = 1, .spends = odd_spends, .no_spend = 300};
	static const uint8_t odd_bytes[] = {
		1, 4 | 7 << 3, 3, 1, 0xac, 2,
		0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f,
		2, 1, 3, 0xac, 2, 0, 0, 0, 0, 0, 0, 0xd0, 0x3f, 0, 0, 0, 0, 0, 0, 0xd0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f,
		2, 0, 0, 0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f
	};
	uint8_t    *out;
	size_t		len;

	(void) state;
	assert_null(crm_base_fault(&base));
	out = encode(&base, &len);
	assert_int_equal(len, sizeof(bytes));
	assert_memory_equal(out, bytes, len);
	assert_null(decode(bytes, sizeof(bytes), &back));
	assert_true(same(&base, &back));

	assert_null(crm_base_fault(&odd));
	out = encode(&odd, &len);
	for (size_t i = 0; i < len; i++)
		if (i >= sizeof(odd_bytes) || out[i] != odd_bytes[i])
			fail_msg("byte %zu of %zu is %d", i, len, out[i]);
	assert_int_equal(len, sizeof(odd_bytes));
	assert_null(decode(odd_bytes, sizeof(odd_bytes), &back));
	assert_true(same(&odd, &back));
	free_all();
}

/* Something of a random base's customers: x, t_x and T, mean (0 for none), how many. */
typedef struct customer
{
	crm_base_row row;
	double		mean;
} customer;

/* How customers of a test are made. */
typedef struct kind
{
	crm_base_clock clock;
	int			x;				/* below this */
	double		unit;			/* times are multiples */
	double		span;			/* T at most */
	int			decimals;		/* of totals, below 0: means are random doubles */
	int64_t		many;			/* customers at most */
} kind;

static const kind kinds[] = {
	{CRM_CLOCK_CALLER, 4, 1, 12, 2, 3}, {CRM_CLOCK_CALLER, 200, 1, 400, 0, 1}, {CRM_CLOCK_CALLER, 9, 0.25, 40, -1, 1000000},
	{CRM_CLOCK_CALLER, 3, 1e17, 1e300, 6, 1}, {CRM_CLOCK_CALLER, 2000000000, 1, 4503599627370496.0, 4, 9},
	{CRM_CLOCK_DAYS, 6, 1, 30, 2, 1}, {CRM_CLOCK_DAYS, 90, 1, 700000, 3, 1}, {CRM_CLOCK_MIXED, 6, 1, 500, 2, 5}
};

static customer
random_customer(const kind *k)
{
	double		steps = floor(k->span / k->unit);
	double		T = k->unit * (double) below((uint64_t) fmin(steps, 1e18) + 1);
	double		t_x = k->unit * (double) below((uint64_t) (T / k->unit) + 1);
	double		x = t_x > 0 ? 1 + (double) below((uint64_t) k->x) : 0;
	customer	c = {{x, t_x, T, 1 + (int64_t) below((uint64_t) k->many)}, 0};

	if (k->clock != CRM_CLOCK_CALLER)
		c.row.x = fmin(x, t_x);
	if (c.row.x > 0 && below(5) > 0)
		c.mean = k->decimals < 0 ? (double) (random_bits() >> 11) / 1e9 + 1e-9 :
			(double) (1 + below(k->decimals * 1000 + 50)) / pow(10, k->decimals) / c.row.x;
	return c;
}

/* Customers as a base, plainly. Repeats are put on the last days before T. */
static crm_base
base_of(const customer *c, size_t n, crm_base_clock clock)
{
	crm_base	base = empty_base(n * 100);

	base.clock = clock;
	base.as_of = clock == CRM_CLOCK_DAYS ? 9000 : 0;
	for (size_t i = 0; i < n; i++)
	{
		base.rows[base.n_rows++] = c[i].row;
		if (c[i].mean > 0)
			base.spends[base.n_spends++] = (crm_base_spend) {c[i].row.x, c[i].mean, c[i].row.customers};
		else if (c[i].row.x > 0)
			base.no_spend += c[i].row.customers;
		for (int32_t d = 0; clock == CRM_CLOCK_DAYS && d < c[i].row.x; d++)
			base.days[base.n_days++] = (crm_base_day) {(int64_t) (c[i].row.T - c[i].row.t_x) + d, 1};
	}
	tidy(&base);
	return base;
}

/* What is encoded is decoded, from bytes and from text, and whatever is cut off is refused. */
static void
round_trips(void **state)
{
	(void) state;
	for (int round = 0; round < 800; round++)
	{
		const kind *k = &kinds[round % (int) (sizeof(kinds) / sizeof(kinds[0]))];
		size_t		n = 1 + below(below(2) ? 5 : MOST),
					len;
		customer	c[MOST];
		crm_base	base,
					back,
					read;
		uint8_t    *bytes;
		char	   *text,
				   *p,
				   *end;
		crm_scan	s;

		for (size_t i = 0; i < n; i++)
			c[i] = random_customer(k);
		base = base_of(c, n, k->clock);
		if (crm_base_fault(&base) != NULL)
			fail_msg("round %d: %s", round, crm_base_fault(&base));
		bytes = encode(&base, &len);
		assert_null(decode(bytes, len, &back));
		assert_true(same(&base, &back));
		if (len < 200)
			for (size_t cut = 0; cut < len; cut++)
			{
				uint8_t    *less = allot(cut);

				memcpy(less, bytes, cut);
				assert_non_null(decode(less, cut, &back));
			}

		p = text = allot((n * 102 + 2) * CRM_BASE_PIECE);
		for (size_t place = 0; (end = crm_base_print(p, &base, place)) != NULL; place++)
		{
			assert_true(end - p <= CRM_BASE_PIECE);
			p = end;
		}
		*p = '\0';
		s = crm_scan_text(text);
		read = empty_base(crm_base_text_bound(text));
		if (!crm_base_parse(&s, &read))
			fail_msg("%s at %s", s.expected, s.p);
		tidy(&read);
		assert_true(same(&base, &read));
		free_all();
	}
}

/* Many bytes that are nearly a base: what is read is written the same. */
static void
only_one_way(void **state)
{
	int			read = 0;

	(void) state;
	for (int round = 0; round < 60000; round++)
	{
		const kind *k = &kinds[round % (int) (sizeof(kinds) / sizeof(kinds[0]))];
		customer	c[4];
		crm_base	base,
					back;
		uint8_t    *bytes,
				   *again;
		size_t		len,
					len_again;

		for (int i = 0; i < 4; i++)
			c[i] = random_customer(k);
		base = base_of(c, 1 + below(4), k->clock);
		bytes = encode(&base, &len);
		for (uint64_t changes = 1 + below(2); changes > 0; changes--)
			bytes[below(len)] = (uint8_t) (below(2) ? below(6) : below(256));
		if (decode(bytes, len, &back) == NULL)
		{
			again = encode(&back, &len_again);
			assert_int_equal(len_again, len);
			assert_memory_equal(again, bytes, len);
			read++;
		}
		free_all();
	}
	assert_true(read > 1000);
}

static crm_base_log *
new_log(const kind *k, uint32_t window)
{
	uint32_t	words = 1 << 17;
	crm_base_log *log = allot(offsetof(crm_base_log, words) + words * 8);

	*log = (crm_base_log) {.version = CRM_BASE_LOG, .clock = k->clock, .decimals = 2, .as_of = 9000,
		.window = window, .room = words, .used = window};
	memset(log->words, 0, window * 8);
	return log;
}

static void
log_one(crm_base_log *log, const customer *c)
{
	double		total = round(c->mean * c->row.x * 100);
	uint32_t	days = log->clock == CRM_CLOCK_DAYS ? (uint32_t) c->row.x : 0;
	int32_t		after = (int32_t) (c->row.T - c->row.t_x);

	if (c->row.T < log->window)
		for (uint32_t d = 0; d < days; d++)
			crm_log_repeats(log)[after + (int32_t) d]++;
	else if (days > 0)
	{
		for (uint32_t d = 0; d < days; d++)
			crm_log_days_place(log)[d] = (uint32_t) after + d;
		crm_log_days(log, days);
	}
	if (c->row.T < 1 << CRM_PLAIN_TIME && c->row.customers == 1 && total / 100 / fmax(c->row.x, 1) == c->mean && below(5) > 0)
		crm_log_plain(log, (uint32_t) c->row.x, (uint32_t) c->row.t_x, (uint32_t) c->row.T, (uint64_t) total);
	else
		crm_log_row(log, &c->row, c->mean);
}

/* Customers in whatever order and records are one base. */
static void
logs(void **state)
{
	(void) state;
	for (int round = 0; round < 400; round++)
	{
		const kind *k = &kinds[below(2) ? 5 + below(3) : below(8)];
		size_t		n = 1 + below(below(2) ? 5 : MOST),
					len;
		customer	c[MOST];
		crm_base	base,
					closed;
		crm_base_log *log = new_log(k, k->clock == CRM_CLOCK_DAYS ? 2 * (uint32_t) below(400) : 0);

		for (size_t i = 0; i < n; i++)
			c[i] = random_customer(k);
		base = base_of(c, n, k->clock);
		for (size_t i = n, at; i > 1; i--)
		{
			customer	swap = c[at = below(i)];

			c[at] = c[i - 1];
			c[i - 1] = swap;
		}
		for (size_t i = 0, next; i < n; i = next)
		{
			next = i + 1;
			if (below(4) > 0)
				log_one(log, &c[i]);
			else
			{
				crm_base	part = base_of(c + i, (next = i + 1 + below(n - i)) - i, k->clock);
				uint8_t    *bytes = encode(&part, &len);

				crm_log_base(log, bytes, len);
			}
		}
		assert_true(log->used <= log->room);
		assert_true(crm_log_close(log, allot, &closed));
		assert_true(same(&base, &closed));
		free_all();
	}
}

/* A number past the most stays there, and is not taken for a base. */
static void
too_many(void **state)
{
	crm_base_log *log = new_log(&kinds[0], 0);
	crm_base	closed;
	crm_base_totals totals;

	(void) state;
	for (int i = 0; i < 3000; i++)
		crm_log_row(log, &(crm_base_row) {1, 1, 1, CRM_BASE_MOST}, 2);
	assert_true(crm_log_close(log, allot, &closed));
	assert_int_equal(closed.rows[0].customers, CRM_BASE_MOST + 1);
	assert_false(crm_base_count(&closed, &totals));
	closed.rows[0] = (crm_base_row) {2, 1, 1, CRM_BASE_MOST};
	assert_false(crm_base_count(&closed, &totals));
	closed.rows[0] = (crm_base_row) {CRM_BASE_X_MAX, 1, 1, CRM_BASE_MOST};
	assert_false(crm_base_count(&closed, &totals));
	closed.rows[0] = (crm_base_row) {1, 1, 1, CRM_BASE_MOST};
	assert_true(crm_base_count(&closed, &totals));
	assert_int_equal(totals.repeats, CRM_BASE_MOST);
	free_all();
}

static void
is_read(const char *text, const char *printed)
{
	crm_scan	s = crm_scan_text(text);
	crm_base	base = empty_base(crm_base_text_bound(text));
	char		out[20 * CRM_BASE_PIECE],
			   *p = out,
			   *end;

	if (!crm_base_parse(&s, &base))
		fail_msg("%s: at %zu: %s", text, (size_t) (s.p - s.begin), s.expected);
	tidy(&base);
	if (crm_base_fault(&base))
		fail_msg("%s: %s", text, crm_base_fault(&base));
	for (size_t place = 0; (end = crm_base_print(p, &base, place)) != NULL; place++)
		p = end;
	*p = '\0';
	assert_string_equal(out, printed ? printed : text);
	free_all();
}

static void
is_refused(const char *text, const char *why)
{
	crm_scan	s = crm_scan_text(text);
	crm_base	base = empty_base(crm_base_text_bound(text));
	const char *fault = NULL;

	if (crm_base_parse(&s, &base))
	{
		tidy(&base);
		fault = crm_base_fault(&base);
		if (fault == NULL)
			fail_msg("read as a base: %s", text);
	}
	else
		fault = s.expected;
	if (strstr(fault, why) == NULL)
		fail_msg("%s: at %zu: %s", text, (size_t) (s.p - s.begin), fault);
	free_all();
}

static void
texts(void **state)
{
	(void) state;
	is_read("{\"triples\": [[0, 0, 0, 1]]}", NULL);
	is_read("{\"as_of\": \"1997-09-30\", \"triples\": [[0, 0, 5, 2], [1, 3, 5, 1]], \"spends\": [[1, 2.5, 1]], \"repeats\": [[2, 1]]}", NULL);
	is_read("{\"as_of\": null, \"triples\": [[1, 3, 5, 1]], \"without_spend\": 1}", NULL);
	is_read("{\"triples\": [[1, 0.1, 1e+300, 9007199254740992]], \"spends\": [[1, 5e-324, 9007199254740992]]}",
			"{\"triples\": [[1, 0.1, 1e+300, 9007199254740992]], \"spends\": [[1, 4.94065645841247e-324, 9007199254740992]]}");
	is_read(" { \"without_spend\":0,\"spends\" : [[1,2,1],[1,1.0,1]] , \"triples\":[[1,2,3,1],[0,0,9,1],[1,2,3,1]]} ",
			"{\"triples\": [[0, 0, 9, 1], [1, 2, 3, 2]], \"spends\": [[1, 1, 1], [1, 2, 1]]}");
	is_read("{\"as_of\": \"0001-01-02\", \"triples\": [[1, 1, 1, 1]], \"without_spend\": 1, \"repeats\": [[0, 1]]}", NULL);

	is_refused("", "an opening brace");
	is_refused("{}", "\"triples\"");
	is_refused("{\"triples\": []}", "at least one customer");
	is_refused("{\"triples\": [[0, 0, 0]]}", "a comma");
	is_refused("{\"triples\": [[0, 0, 0, 0]]}", "customers above 0");
	is_refused("{\"triples\": [[0, 0, 0, 1.5]]}", "customers above 0");
	is_refused("{\"triples\": [[0, 0, 0, 1]], \"triples\": []}", "each key once");
	is_refused("{\"triples\": [[0, 0, 0, 1]]} x", "end of the text");
	is_refused("{\"triples\": [[0.5, 1, 2, 1]]}", "whole number");
	is_refused("{\"triples\": [[-1, 1, 2, 1]]}", "whole number");
	is_refused("{\"triples\": [[2147483648, 1, 2, 1]]}", "whole number");
	is_refused("{\"triples\": [[1, 3, 2, 1]]}", "between 0 and T");
	is_refused("{\"triples\": [[1, -3, 2, 1]]}", "between 0 and T");
	is_refused("{\"triples\": [[0, 1, 2, 1]]}", "t_x is 0");
	is_refused("{\"triples\": [[1, 1, 2, 1]]}", "not as many");
	is_refused("{\"triples\": [[1, 1, 2, 1]], \"spends\": [[2, 5, 1]]}", "more spends");
	is_refused("{\"triples\": [[1, 1, 2, 1]], \"spends\": [[1, 5, 2]]}", "more spends");
	is_refused("{\"triples\": [[1, 1, 2, 1]], \"spends\": [[1, 0, 1]]}", "above 0");
	is_refused("{\"triples\": [[1, 1, 2, 1]], \"spends\": [[1, -1, 1]]}", "above 0");
	is_refused("{\"triples\": [[0, 0, 2, 1]], \"spends\": [[0, 5, 1]]}", "one repeat purchase");
	is_refused("{\"triples\": [[1, 1, 2, 9007199254740992], [1, 1, 3, 1]]}", "at most 9007199254740992");
	is_refused("{\"triples\": [[2147483647, 1, 2, 9007199254740992]]}", "at most 9007199254740992");
	is_refused("{\"triples\": [[0, 0, 2, 1]], \"repeats\": [[0, 1]]}", "one day only");
	is_refused("{\"as_of\": null, \"triples\": [[0, 0, 2.5, 1]]}", "whole days");
	is_refused("{\"as_of\": null, \"triples\": [[2, 1, 2, 1]], \"without_spend\": 1}", "number of days");
	is_refused("{\"as_of\": null, \"triples\": [[0, 0, 3652059, 1]]}", "before the year 1");
	is_refused("{\"as_of\": \"0001-01-02\", \"triples\": [[0, 0, 2, 1]]}", "before the year 1");
	is_refused("{\"as_of\": \"1997-02-29\", \"triples\": [[0, 0, 2, 1]]}", "YYYY-MM-DD");
	is_refused("{\"as_of\": \"1997-02-28 \", \"triples\": [[0, 0, 2, 1]]}", "YYYY-MM-DD");
	is_refused("{\"as_of\": 5, \"triples\": [[0, 0, 2, 1]]}", "null");
	is_refused("{\"as_of\": \"1997-02-28\", \"triples\": [[1, 1, 2, 1]], \"without_spend\": 1}", "as x says");
	is_refused("{\"as_of\": \"1997-02-28\", \"triples\": [[1, 1, 2, 1]], \"without_spend\": 1, \"repeats\": [[2, 1]]}", "between the first");
	is_refused("{\"as_of\": \"1997-02-28\", \"triples\": [[2, 2, 2, 1]], \"without_spend\": 1, \"repeats\": [[0, 2]]}", "one repeat purchase a day");
}

/* Reading the usual entry in one go is reading it entry by entry. */
static void
repeats(void **state)
{
	(void) state;
	for (int round = 0; round < 20000; round++)
	{
		enum
		{
			ENTRIES = 40, SPAN = 4000
		};
		crm_entry	entries[ENTRIES],
					e;
		uint64_t	order[ENTRIES];
		uint8_t		bytes[CRM_HISTORY_HEADER + ENTRIES * CRM_ENTRY_MAX],
				   *exact;
		uint32_t	counters[SPAN] = {0},
					list[ENTRIES];
		size_t		n = 1 + below(below(2) ? 4 : ENTRIES),
					len;
		int32_t		as_of = (int32_t) below(SPAN);
		crm_reader	r,
					again;
		crm_repeats counted,
					listed;

		for (size_t i = 0; i < n; i++)
		{
			crm_int128	units = (crm_int128) below(below(3) ? 20000 : UINT64_MAX >> below(64));

			if (below(40) == 0)
				units *= 1000000007;
			entries[i] = (crm_entry) {(int32_t) below(below(2) ? 60 : SPAN), 1 + (int32_t) (below(9) == 0), {units, below(9) ? 2 : 0}};
			if (below(9) == 0)
				entries[i] = (crm_entry) {entries[i].day, 0, {-units - 1, 2}};
		}
		assert_int_equal(crm_encode(entries, n, order, bytes, &len), CRM_HISTORY_OK);
		exact = allot(len);
		memcpy(exact, bytes, len);
		r = crm_read_canonical(exact, len);
		assert_true(crm_next_entry(&r, &e));
		again = r;
		as_of = as_of > e.day ? as_of : e.day;
		assert_true(crm_count_repeats(&r, exact + CRM_HISTORY_HEADER, as_of, counters, &counted));
		assert_true(crm_list_repeats(&again, as_of, list, &listed));
		assert_int_equal(counted.x, listed.x);
		assert_true(counted.total.units == listed.total.units && counted.total.scale == listed.total.scale);
		assert_true(counted.x == 0 || counted.last == listed.last);
		for (uint32_t i = 0; i < listed.x; i++)
			assert_int_equal(counters[list[i]]--, 1);
		free_all();
	}
}

static void
sorting(void **state)
{
	(void) state;
	for (int round = 0; round < 300; round++)
	{
		size_t		n = below(below(2) ? 100 : 3000);
		uint64_t   *keys = allot(n * 8),
				   *scratch = allot(n * 8),
					mask = below(2) ? UINT64_MAX : (random_bits() & random_bits()),
					sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += keys[i] = random_bits() & mask;
		crm_sort_keys(keys, scratch, n);
		for (size_t i = 0; i < n; i++)
		{
			assert_true(i == 0 || keys[i - 1] <= keys[i]);
			sum -= keys[i];
		}
		assert_int_equal(sum, 0);
		free_all();
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stored_bytes), cmocka_unit_test(round_trips), cmocka_unit_test(only_one_way),
		cmocka_unit_test(logs), cmocka_unit_test(too_many), cmocka_unit_test(texts), cmocka_unit_test(repeats),
		cmocka_unit_test(sorting)
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
