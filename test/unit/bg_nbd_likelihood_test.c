/* sources: src/clv/bg_nbd_likelihood.c src/clv/bg_nbd.c src/clv/bg_nbd_alive.c src/clv/bg_nbd_discounted.c src/clv/bg_nbd_distribution.c src/clv/quadrature.c src/clv/special.c src/clv/data.c src/clv/base_sort.c src/clv/base_read.c src/core/varint.c src/core/column.c */
#include "vectors.h"

#include "clv/data.h"
#include "clv/process.h"
#include "core/tick.h"

static int	ticks;

void
crm_tick(void)
{
	ticks++;
}

static const crm_process *const models[] = {&crm_bg_nbd, &crm_mbg_nbd};
static const crm_likelihood likelihoods[] = {crm_bg_nbd_likelihood, crm_mbg_nbd_likelihood};

/* All that one test has allocated. */
static void *blocks[100];
static int	n_blocks;

static void *
alloc(size_t size)
{
	assert_true(n_blocks < 100);
	return blocks[n_blocks++] = room(size);
}

static int
drop(void **state)
{
	(void) state;
	while (n_blocks > 0)
		free(blocks[--n_blocks]);
	return 0;
}

static int
compare_rows(const void *a, const void *b)
{
	const crm_base_row *p = a,
			   *q = b;

	if (p->x != q->x)
		return p->x < q->x ? -1 : 1;
	if (p->t_x != q->t_x)
		return p->t_x < q->t_x ? -1 : 1;
	return (p->T > q->T) - (p->T < q->T);
}

/* Data and scratch room of exactly the size asked for. */
static crm_purchase_data
make(crm_base_row *rows, size_t n, double unit, double **scratch)
{
	crm_base	base = {.n_rows = n, .rows = rows};
	crm_purchase_data data;

	qsort(rows, n, sizeof(crm_base_row), compare_rows);
	data = crm_make_purchase_data(&base, unit, alloc);
	*scratch = alloc(crm_bg_nbd_scratch(&data) * sizeof(double));
	return data;
}

/* Days, as fits meet them, with all the edges. */
#define ROWS 60

static void
fill_rows(crm_base_row *rows)
{
	static const crm_base_row edge[] = {
		{0, 0, 0, 3}, {0, 0, 272, 1000}, {0, 0, 1e-6, 2}, {1, 1e-3, 1e-3, 4}, {1, 272, 272, 7}, {1, 3, 272, 5},
		{200, 38, 280, 1}, {1000, 700, 730, 1}, {1000, 1, 730, 2}, {7, 210, 210, 11}
	};
	size_t		edges = sizeof(edge) / sizeof(edge[0]);

	for (size_t i = 0; i < ROWS; i++)
		if (i < edges)
			rows[i] = edge[i];
		else
		{
			double		T = 1 + below(280);

			rows[i] = (crm_base_row) {below(6), 0, T, 1 + (int64_t) below(9)};
			if (rows[i].x > 0)
				rows[i].t_x = T * (1 + below(8)) / 8;
		}
}

/* The same sum, customer by customer. */
static double
sum_of_customers(const crm_process *m, const crm_base_row *rows, double unit, const double *log_p)
{
	double		p[4],
				sum = 0;

	for (int i = 0; i < 4; i++)
		p[i] = exp(log_p[i]);
	for (size_t i = 0; i < ROWS; i++)
		sum += rows[i].customers * m->log_likelihood(p, rows[i].x, rows[i].t_x / unit, rows[i].T / unit);
	return sum;
}

/* 1997 calibration of the CDNOW sample: value and place of the exact maxima, weeks = days / 7. */
static void
cdnow(void **state)
{
	static const double maximum[2][4] = {
		{0.24259452, 4.413602, 0.79292202, 2.4259068}, {0.52484316, 6.1830853, 0.89135939, 1.6140022}
	};
	static const double value[2] = {-9582.4292067, -9582.1357156};
	static crm_base_row rows[2400];
	char		line[200];
	FILE	   *file = open_data("cdnow_sample_summary.csv");
	crm_purchase_data data;
	size_t		n = 0;
	double	   *scratch;

	(void) state;
	if (file == NULL)
		skip();
	while (fgets(line, sizeof(line), file) != NULL && n < 2400)
		if (sscanf(line, "%*d,%lf,%lf,%lf", &rows[n].x, &rows[n].t_x, &rows[n].T) == 3)
			rows[n++].customers = 1;
	fclose(file);
	assert_int_equal(n, 2357);
	data = make(rows, n, 7, &scratch);
	for (int m = 0; m < 2; m++)
	{
		double		log_p[4],
					gradient[4];

		for (int i = 0; i < 4; i++)
			log_p[i] = log(maximum[m][i]);
		assert_true(fabs(likelihoods[m](&data, log_p, gradient, scratch) - value[m]) < 6e-8);
		/* Parameters are printed to 8 digits, and the Hessian is below 2000. */
		for (int i = 0; i < 4; i++)
			assert_true(fabs(gradient[i]) < 2e-5);
	}
}

static const double points[][4] = {
	{0.243, 4.414, 0.793, 2.426}, {0.525, 6.183, 0.891, 1.614}, {1, 1, 1, 1}, {0.3, 7, 0.5, 0.5}, {0.55, 13.4, 0.001, 0.039},
	{0.67, 38, 1222, 9043}, {25, 300, 2000, 900}, {10, 1, 0.2, 3}, {0.05, 0.01, 0.5, 20}, {2, 100, 1e-3, 1e-3}, {3, 5, 1e6, 4e6}
};

static void
same_as_customer_by_customer(void **state)
{
	crm_base_row rows[ROWS];
	crm_purchase_data data;
	double	   *scratch;

	(void) state;
	fill_rows(rows);
	data = make(rows, ROWS, 7, &scratch);
	for (size_t i = 0; i < 2 * sizeof(points) / sizeof(points[0]); i++)
	{
		const crm_process *m = models[i % 2];
		double		log_p[4],
					gradient[4],
					value,
					want;

		for (int j = 0; j < 4; j++)
			log_p[j] = log(points[i / 2][j]);
		value = likelihoods[i % 2](&data, log_p, NULL, scratch);
		want = sum_of_customers(m, rows, 7, log_p);
		assert_true(near(value, want, 1e-13));
		assert_true(value == likelihoods[i % 2](&data, log_p, gradient, scratch));
		for (int j = 0; j < 4; j++)
		{
			/* Of six points: the error is h^6 of the seventh derivative, and 1e-16 / h of the value. */
			static const double weight[3] = {45, -9, 1};
			double		h = 2e-2,
						slope = 0;

			for (int k = 0; k < 3; k++)
			{
				double		moved[4];

				memcpy(moved, log_p, sizeof(moved));
				moved[j] = log_p[j] + (k + 1) * h;
				slope += weight[k] * sum_of_customers(m, rows, 7, moved);
				moved[j] = log_p[j] - (k + 1) * h;
				slope -= weight[k] * sum_of_customers(m, rows, 7, moved);
			}
			slope /= 60 * h;
			assert_true(fabs(gradient[j] - slope) <= 1e-8 * (1 + fabs(gradient[j]) + 1e-4 * fabs(want)));
		}
	}
}

/* 5 customers in a row are a row with 5 customers, one who was never seen again at once is none. */
static void
counted(void **state)
{
	crm_base_row rows[4] = {{0, 0, 9, 5}, {2, 3, 9, 1}, {2, 8, 9, 4}, {0, 0, 0, 77}};
	double		log_p[4] = {-0.5, 2, 0, 2.5};

	(void) state;
	for (int m = 0; m < 2; m++)
	{
		double		gradient[2][4],
					value[2],
				   *scratch;

		for (int i = 0; i < 2; i++)
		{
			crm_purchase_data data = make(rows, 4, 1, &scratch);

			value[i] = likelihoods[m](&data, log_p, gradient[i], scratch);
			for (int k = 0; k < 4; k++)
				rows[k].customers *= 3;
		}
		assert_true(fabs(value[1] - 3 * value[0]) < 1e-12);
		for (int j = 0; j < 4; j++)
			assert_true(fabs(gradient[1][j] - 3 * gradient[0][j]) < 1e-12);
	}
	/* Nobody came back, and the last purchase says nothing: BG/NBD doesn't know a and b. */
	for (int m = 0; m < 2; m++)
	{
		double		gradient[4],
				   *scratch;
		crm_purchase_data data = make(rows, 2, 1, &scratch);

		assert_int_equal(data.n, 2);
		likelihoods[m](&data, log_p, gradient, scratch);
		assert_true((gradient[2] == 0 && gradient[3] == 0) == (m == 0));
	}
}

/* A long base in several blocks, cancellable; another unit is another alpha. */
static void
blocks_and_units(void **state)
{
	static crm_base_row rows[20000];
	size_t		n = 0;
	double		log_p[4] = {-1, 1.5, 0, 1},
				moved[4] = {-1, 1.5 + log(7), 0, 1},
				repeats = 0;

	(void) state;
	for (int x = 0; x < 20; x++)
		for (int t_x = x > 0; t_x <= (x > 0 ? 30 : 0); t_x++)
			for (int T = 30; T < 60; T++)
			{
				rows[n++] = (crm_base_row) {x, t_x, T, 1 + (x + t_x) % 3};
				repeats += x * rows[n - 1].customers;
			}
	for (int m = 0; m < 2; m++)
	{
		double	   *scratch,
					gradient[2][4],
					value[2];
		crm_purchase_data data;

		ticks = 0;
		data = make(rows, n, 7, &scratch);
		value[0] = likelihoods[m](&data, log_p, gradient[0], scratch);
		assert_true(ticks > 3);
		data = make(rows, n, 1, &scratch);
		value[1] = likelihoods[m](&data, moved, gradient[1], scratch);
		assert_true(near(value[0], value[1] + repeats * log(7), 1e-14));
		for (int j = 0; j < 4; j++)
			assert_true(near(gradient[0][j], gradient[1][j], 1e-11));
	}
}

/* Wherever a fit may stray. */
static void
finite_everywhere(void **state)
{
	crm_base_row rows[ROWS];
	crm_purchase_data data;
	double	   *scratch;

	(void) state;
	fill_rows(rows);
	data = make(rows, ROWS, 7, &scratch);
	for (int corner = 0; corner < 2 * (81 + 100); corner++)
	{
		double		log_p[4],
					gradient[4];

		for (int j = 0, c = corner / 2; j < 4; j++, c /= 3)
			log_p[j] = corner / 2 < 81 ? CRM_LOG_BOUND * (c % 3 - 1) : below(5001) / 100.0 - 25;
		assert_true(isfinite(likelihoods[corner % 2](&data, log_p, gradient, scratch)));
		for (int j = 0; j < 4; j++)
			assert_true(isfinite(gradient[j]));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(cdnow, drop),
		cmocka_unit_test_teardown(same_as_customer_by_customer, drop),
		cmocka_unit_test_teardown(counted, drop),
		cmocka_unit_test_teardown(blocks_and_units, drop),
		cmocka_unit_test_teardown(finite_everywhere, drop)
	};

	return cmocka_run_group_tests_name("bg_nbd_likelihood", tests, NULL, NULL);
}
