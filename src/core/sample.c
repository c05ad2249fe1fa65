/*
 * The sample in memory: reading its forms, taking rows in, closing it.
 */
#include "core/sample.h"

#include "utils/memutils.h"

#include "core/call.h"

typedef struct crm_open_sample
{
	int32		vl_len_;		/* the capacity: slack included */
	uint8		version;		/* CRM_SAMPLE_OPEN */
	uint8		columns;
	uint8		params;
	uint8		unused;
	uint64		closed;			/* words of parameters and columns */
	uint64		rows;			/* rows behind them */
	uint64		words[FLEXIBLE_ARRAY_MEMBER];
} crm_open_sample;

#define OPEN_HEADER offsetof(crm_open_sample, words)
#define FIRST_SIZE 1024

/* Below this size a full sample just grows; closing it would cost more. */
#define CLOSE_FROM 8192

static void *
alloc_huge(Size size)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, Max(size, 1));
}

/* Points a view into the words of a canonical sample that has been validated. */
static void
view_words(const uint64 *words, int columns, int params, crm_sample_view *view)
{
	view->columns = columns;
	view->params = params;
	memcpy(view->param, words, params * sizeof(double));
	words += params;
	for (int i = 0; i < columns; i++)
	{
		crm_column *c = &view->column[i];
		bool		counted = *words & 1;

		c->n = (size_t) (*words++ >> 1);
		c->value = (double *) words;
		words += c->n;
		c->count = counted ? (int64_t *) words : NULL;
		words += counted ? c->n : 0;
	}
}

static Size
view_size(const crm_sample_view *view)
{
	Size		words = view->params;

	for (int i = 0; i < view->columns; i++)
		words += 1 + view->column[i].n * (view->column[i].count ? 2 : 1);
	return words * sizeof(uint64);
}

static void
write_words(uint64 *words, const crm_sample_view *view)
{
	memcpy(words, view->param, view->params * sizeof(double));
	words += view->params;
	for (int i = 0; i < view->columns; i++)
	{
		const crm_column *c = &view->column[i];

		*words++ = (uint64) c->n << 1 | (c->count != NULL);
		if (c->n == 0)
			continue;
		memcpy(words, c->value, c->n * sizeof(double));
		words += c->n;
		if (c->count != NULL)
		{
			memcpy(words, c->count, c->n * sizeof(int64_t));
			words += c->n;
		}
	}
}

static void
check_size(Size size)
{
	if (!AllocSizeIsValid(size))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many distinct values: the aggregate's state exceeds 1 GB"),
				 errdetail("A distinct value takes 8 bytes, or 16 where values repeat."),
				 errhint("Round the values, or aggregate by group.")));
}

crm_sample *
crm_sample_make(const crm_sample_view *view)
{
	Size		size = offsetof(crm_sample, words) + view_size(view);
	crm_sample *s;

	check_size(size);
	if (crm_column_total(&view->column[0]) > CRM_SAMPLE_ROWS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many rows for one sample")));
	s = palloc(size);
	SET_VARSIZE(s, size);
	s->version = CRM_SAMPLE_VERSION;
	s->columns = (uint8) view->columns;
	s->params = (uint8) view->params;
	s->unused = 0;
	write_words(s->words, view);
	return s;
}

static void
merge_columns(const crm_column *a, const crm_column *b, crm_column *out)
{
	out->value = alloc_huge((a->n + b->n) * sizeof(double));
	out->count = alloc_huge((a->n + b->n) * sizeof(int64_t));
	crm_column_merge(a, b, out);
}

/* The rows of an open sample, merged into its columns. */
static void
view_open(const crm_open_sample *open, crm_sample_view *view)
{
	const double *rows = (const double *) (open->words + open->closed);
	double	   *values,
			   *scratch;

	view_words(open->words, open->columns, open->params, view);
	if (open->rows == 0)
		return;
	values = alloc_huge(open->rows * sizeof(double));
	scratch = alloc_huge(open->rows * sizeof(double));
	for (int i = 0; i < open->columns; i++)
	{
		crm_column	fresh = {open->rows, values, NULL};
		crm_column	closed = view->column[i];

		for (uint64 r = 0; r < open->rows; r++)
			values[r] = rows[r * open->columns + i];
		crm_sort_doubles(values, scratch, open->rows);
		merge_columns(&closed, &fresh, &view->column[i]);
	}
	pfree(values);
	pfree(scratch);
}

void
crm_sample_read(Datum datum, crm_sample_view *view)
{
	crm_sample *s = (crm_sample *) pg_detoast_datum((struct varlena *) DatumGetPointer(datum));

	if (s->version == CRM_SAMPLE_OPEN)
		view_open((crm_open_sample *) s, view);
	else if (s->version == CRM_SAMPLE_VERSION)
		view_words(s->words, s->columns, s->params, view);
	else
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown version of a sample"),
				 errdetail("This release reads version %d.", CRM_SAMPLE_VERSION)));
}

void
crm_sample_expect(const crm_sample_view *view, int columns, int params)
{
	if (view->columns != columns || view->params != params)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the sample is that of another aggregate"),
				 errdetail("It has %d columns and %d parameters, not %d and %d.",
						   view->columns, view->params, columns, params)));
}

/* An open sample with this view as its columns and room for as much again. */
static crm_open_sample *
open_view(const crm_sample_view *view)
{
	Size		closed = view_size(view);
	Size		needed = OPEN_HEADER + closed + CRM_SAMPLE_COLUMNS * sizeof(double);
	Size		size = FIRST_SIZE;
	crm_open_sample *open;

	check_size(needed + needed / 4);
	while (size < 2 * needed)
		size *= 2;
	open = palloc(Min(size, MaxAllocSize));
	SET_VARSIZE(open, Min(size, MaxAllocSize));
	open->version = CRM_SAMPLE_OPEN;
	open->columns = (uint8) view->columns;
	open->params = (uint8) view->params;
	open->unused = 0;
	open->closed = closed / sizeof(uint64);
	open->rows = 0;
	write_words(open->words, view);
	return open;
}

static void
free_view(crm_sample_view *view)
{
	for (int i = 0; i < view->columns; i++)
	{
		pfree(view->column[i].value);
		if (view->column[i].count)
			pfree(view->column[i].count);
	}
}

static crm_open_sample *
make_room(crm_open_sample *open)
{
	crm_sample_view view;
	crm_open_sample *larger;
	Size		size = VARSIZE(open);

	if (size < CLOSE_FROM)
	{
		larger = palloc(2 * size);
		memcpy(larger, open, size);
		SET_VARSIZE(larger, 2 * size);
		return larger;
	}
	view_open(open, &view);
	if (OPEN_HEADER + view_size(&view) <= size / 2)
	{
		open->closed = view_size(&view) / sizeof(uint64);
		open->rows = 0;
		write_words(open->words, &view);
		free_view(&view);
		return open;
	}
	larger = open_view(&view);
	free_view(&view);
	return larger;
}

/* The state as an open sample that may be changed. */
static crm_open_sample *
open_state(FunctionCallInfo fcinfo)
{
	struct varlena *v = (struct varlena *) PG_GETARG_POINTER(0);
	crm_sample_view view;

	if (VARATT_IS_4B_U(v) && ((crm_sample *) v)->version == CRM_SAMPLE_OPEN && crm_in_aggregate(fcinfo))
		return (crm_open_sample *) v;
	crm_sample_read(PG_GETARG_DATUM(0), &view);
	return open_view(&view);
}

static void
check_params(const double *have, int n, const double *want, const char *name)
{
	if (n > 0 && memcmp(have, want, n * sizeof(double)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be the same in every row", name)));
}

Datum
crm_sample_add(FunctionCallInfo fcinfo, int columns, const double *row,
			   int params, const double *param, const char *param_name)
{
	crm_open_sample *open;
	double	   *place;

	if (PG_ARGISNULL(0))
	{
		crm_sample_view empty = {.columns = columns, .params = params};

		if (params > 0)
			memcpy(empty.param, param, params * sizeof(double));
		open = open_view(&empty);
	}
	else
	{
		open = open_state(fcinfo);
		if (open->columns != columns || open->params != params)
		{
			crm_sample_view view = {.columns = open->columns, .params = open->params};

			crm_sample_expect(&view, columns, params);
		}
		check_params((double *) open->words, params, param, param_name);
	}
	if (OPEN_HEADER + (open->closed + (open->rows + 1) * columns) * sizeof(uint64) > VARSIZE(open))
		open = make_room(open);
	place = (double *) (open->words + open->closed + open->rows * columns);
	memcpy(place, row, columns * sizeof(double));
	open->rows++;
	if (crm_in_aggregate(fcinfo))
		PG_RETURN_POINTER(open);
	else
	{
		crm_sample_view view;

		view_open(open, &view);
		PG_RETURN_POINTER(crm_sample_make(&view));
	}
}

/* Combine function of every aggregate whose state is a sample. */
CRM_FUNCTION(crm_sample_merge)
{
	crm_sample_view a,
				b,
				merged;

	crm_sample_read(PG_GETARG_DATUM(0), &a);
	crm_sample_read(PG_GETARG_DATUM(1), &b);
	crm_sample_expect(&b, a.columns, a.params);
	check_params(a.param, a.params, b.param, "parameters of an aggregate");
	merged = a;
	for (int i = 0; i < a.columns; i++)
		merge_columns(&a.column[i], &b.column[i], &merged.column[i]);
	PG_RETURN_POINTER(crm_sample_make(&merged));
}
