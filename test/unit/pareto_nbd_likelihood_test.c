/* sources: src/clv/pareto_nbd_likelihood.c src/clv/pareto_nbd.c src/clv/hyp2f1.c src/clv/special.c src/clv/quadrature.c src/clv/data.c src/clv/base_sort.c src/clv/base_read.c src/core/varint.c src/core/column.c */
#include "unit.h"

#include <math.h>

#include "clv/data.h"
#include "clv/process.h"
#include "core/tick.h"

void
crm_tick(void)
{
}

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

static crm_purchase_data
make(crm_base_row *rows, size_t n, double unit)
{
	crm_base	base = {.n_rows = n, .rows = rows};

	qsort(rows, n, sizeof(crm_base_row), compare_rows);
	return crm_make_purchase_data(&base, unit, alloc);
}

/* Rows as fits meet them, with all the edges. */
#define ROWS 60

static void
fill_rows(crm_base_row *rows, size_t n)
{
	static const crm_base_row edge[] = {
		{0, 0, 0, 3}, {0, 0, 39, 1000}, {0, 0, 1e-6, 2}, {1, 1e-3, 1e-3, 4}, {1, 39, 39, 7}, {1, 0.5, 39, 5},
		{200, 38, 40, 1}, {1000, 700, 730, 1}, {1000, 1, 730, 2}, {7, 30, 30, 11}
	};
	size_t		edges = sizeof(edge) / sizeof(edge[0]);

	for (size_t i = 0; i < n; i++)
		if (i < edges)
			rows[i] = edge[i];
		else
		{
			double		T = 1 + below(40);

			rows[i] = (crm_base_row) {below(6), 0, T, 1 + (int64_t) below(9)};
			if (rows[i].x > 0)
				rows[i].t_x = T * (1 + below(8)) / 8;
		}
}

/* The same sum, customer by customer, by the other method. */
static double
sum_of_customers(const crm_base_row *rows, size_t n, const double *log_p)
{
	double		p[4],
				sum = 0;

	for (int i = 0; i < 4; i++)
		p[i] = exp(log_p[i]);
	for (size_t i = 0; i < n; i++)
		sum += rows[i].customers * crm_pareto_nbd.log_likelihood(p, rows[i].x, rows[i].t_x, rows[i].T);
	return sum;
}

/* 1997 calibration of the CDNOW sample: parameters and value of the exact maximum, weeks = days / 7. */
static void
cdnow(void **state)
{
	static const double maximum[4] = {.55327705, 10.577683, .60623999, 11.668735};
	FILE	   *file = open_data("cdnow_sample_summary.csv");
	static crm_base_row rows[2400];
	crm_purchase_data data;
	size_t		n = 0;
	double		log_p[4],
				gradient[4],
			   *scratch;
	char		line[200];

	(void) state;
	if (file == NULL)
		skip();
	while (fgets(line, sizeof(line), file) != NULL && n < 2400)
		if (sscanf(line, "%*d,%lf,%lf,%lf", &rows[n].x, &rows[n].t_x, &rows[n].T) == 3)
			rows[n++].customers = 1;
	fclose(file);
	assert_int_equal(n, 2357);
	data = make(rows, n, 7);
	scratch = alloc(crm_pareto_nbd_scratch(&data) * sizeof(double));
	for (int i = 0; i < 4; i++)
		log_p[i] = log(maximum[i]);
	assert_true(fabs(crm_pareto_nbd_likelihood(&data, log_p, gradient, scratch) - -9594.9761789) < 5e-8);
	/* Parameters are printed to 8 digits, and the Hessian is below 2000. */
	for (int i = 0; i < 4; i++)
		assert_true(fabs(gradient[i]) < 2e-4);
}

static const double points[][4] = {
	{0.55, 10.6, 0.61, 11.7}, {0.55, 11.7, 0.61, 10.6}, {0.5, 8, 0.7, 8}, {1, 5, 1, 5}, {3, 4, 1, 9}, {0.5143, 2.8845, 0.2856, 14.1087},
	{0.5329, 38.0598, 64.2792, 7721.5264}, {10.465, 0.00798565181, 3.0516, 2.82}, {2, 100, 0.01, 0.5}, {40, 900, 0.01, 1e-3},
	{0.02, 0.1, 30, 2e4}, {300, 1, 20, 1e5}
};

static void
same_as_customer_by_customer(void **state)
{
	crm_base_row rows[ROWS];
	crm_purchase_data data;
	double	   *scratch;

	(void) state;
	fill_rows(rows, ROWS);
	data = make(rows, ROWS, 1);
	scratch = alloc(crm_pareto_nbd_scratch(&data) * sizeof(double));
	for (size_t i = 0; i < sizeof(points) / sizeof(points[0]); i++)
	{
		double		log_p[4],
					gradient[4],
					value,
					want;

		for (int j = 0; j < 4; j++)
			log_p[j] = log(points[i][j]);
		value = crm_pareto_nbd_likelihood(&data, log_p, NULL, scratch);
		want = sum_of_customers(rows, ROWS, log_p);
		assert_true(fabs(value - want) <= 1e-13 * fabs(want));
		assert_true(value == crm_pareto_nbd_likelihood(&data, log_p, gradient, scratch));
		for (int j = 0; j < 4; j++)
		{
			/* Of six points: the error is h^6 of the seventh derivative, and 1e-16 / h of the value. */
			static const double weight[3] = {45, -9, 1};
			double		h = 2e-2,
						slope = 0,
						size = 1 + fabs(gradient[j]) + 1e-4 * fabs(want);

			for (int k = 0; k < 3; k++)
			{
				double		moved[4];

				memcpy(moved, log_p, sizeof(moved));
				moved[j] = log_p[j] + (k + 1) * h;
				slope += weight[k] * sum_of_customers(rows, ROWS, moved);
				moved[j] = log_p[j] - (k + 1) * h;
				slope -= weight[k] * sum_of_customers(rows, ROWS, moved);
			}
			slope /= 60 * h;
			assert_true(fabs(gradient[j] - slope) <= 1e-8 * size);
		}
	}
}

/* alpha < beta and alpha > beta are one smooth function: so is the gradient. */
static void
smooth_at_equal_scales(void **state)
{
	crm_base_row rows[ROWS];
	crm_purchase_data data;
	double	   *scratch,
				gradient[3][4];

	(void) state;
	fill_rows(rows, ROWS);
	data = make(rows, ROWS, 1);
	scratch = alloc(crm_pareto_nbd_scratch(&data) * sizeof(double));
	for (int i = 0; i < 3; i++)
	{
		double		log_p[4] = {log(0.6), log(10), log(0.7), log(10) + (i - 1) * 1e-6};

		crm_pareto_nbd_likelihood(&data, log_p, gradient[i], scratch);
	}
	for (int j = 0; j < 4; j++)
		assert_true(fabs(gradient[0][j] - 2 * gradient[1][j] + gradient[2][j]) < 1e-8);
}

/* 5 customers in a row are a row with 5 customers, and nobody is nothing. */
static void
counted(void **state)
{
	crm_base_row rows[4] = {{0, 0, 9, 5}, {2, 3, 9, 1}, {2, 8, 9, 4}, {0, 0, 0, 77}};
	double		log_p[4] = {-0.5, 2, 0, 2.5},
				gradient[2][4],
				value[2],
			   *scratch;

	(void) state;
	for (int i = 0; i < 2; i++)
	{
		crm_purchase_data data = make(rows, 4, 1);

		scratch = alloc(crm_pareto_nbd_scratch(&data) * sizeof(double));
		value[i] = crm_pareto_nbd_likelihood(&data, log_p, gradient[i], scratch);
		for (int k = 0; k < 4; k++)
			rows[k].customers *= 3;
	}
	assert_true(fabs(value[1] - 3 * value[0]) < 1e-12);
	for (int j = 0; j < 4; j++)
		assert_true(fabs(gradient[1][j] - 3 * gradient[0][j]) < 1e-12);
}

/* Wherever a fit may stray. */
static void
finite_everywhere(void **state)
{
	crm_base_row rows[ROWS];
	crm_purchase_data data;
	double	   *scratch;

	(void) state;
	fill_rows(rows, ROWS);
	data = make(rows, ROWS, 1);
	scratch = alloc(crm_pareto_nbd_scratch(&data) * sizeof(double));
	for (int corner = 0; corner < 81 + 40; corner++)
	{
		double		log_p[4],
					gradient[4];

		for (int j = 0, c = corner; j < 4; j++, c /= 3)
			log_p[j] = corner < 81 ? CRM_LOG_BOUND * (c % 3 - 1) : below(5001) / 100.0 - 25;
		assert_true(isfinite(crm_pareto_nbd_likelihood(&data, log_p, gradient, scratch)));
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
		cmocka_unit_test_teardown(smooth_at_equal_scales, drop),
		cmocka_unit_test_teardown(counted, drop),
		cmocka_unit_test_teardown(finite_everywhere, drop)
	};

	return cmocka_run_group_tests_name("pareto_nbd_likelihood", tests, NULL, NULL);
}
