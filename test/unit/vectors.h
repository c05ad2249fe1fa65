/* Vectors of numbers in CSV files, with a header row, as test/accuracy holds them. */
#ifndef CRM_TEST_VECTORS_H
#define CRM_TEST_VECTORS_H

#include <math.h>

#include "unit.h"

#define VECTOR_CELLS 16

typedef struct vectors
{
	FILE	   *file;
	char		name[32];		/* the first cell, where it is no number */
	double		v[VECTOR_CELLS];	/* the cells that are; NAN where they are empty */
} vectors;

/* False where there is no file. */
static inline bool
begin_vectors(vectors *t, FILE *file)
{
	char		header[1024];

	t->file = file;
	if (file != NULL)
		assert_non_null(fgets(header, sizeof(header), file));
	return file != NULL;
}

static inline bool
open_vectors(vectors *t, const char *path)
{
	return begin_vectors(t, fopen(path, "r"));
}

/* The next row; at the end, closes the file and returns false. */
static inline bool
next_vector(vectors *t)
{
	char		line[1024],
			   *at = line;
	int			n = 0;

	if (fgets(line, sizeof(line), t->file) == NULL)
	{
		fclose(t->file);
		return false;
	}
	t->name[0] = '\0';
	for (char *cell; (cell = strsep(&at, ",\r\n")) != NULL && n < VECTOR_CELLS;)
	{
		char	   *end;
		double		number = strtod(cell, &end);

		if (*end == '\0')
			t->v[n++] = end == cell ? NAN : number;
		else
			snprintf(t->name, sizeof(t->name), "%s", cell);
	}
	return true;
}

/* The largest error so far, relative where the value isn't 0. */
static inline void
note_error(double *worst, double got, double wanted)
{
	double		error = fabs(got - wanted) / (wanted == 0 ? 1 : fabs(wanted));

	assert_true(isfinite(got));
	*worst = fmax(*worst, error);
}

static inline bool
near(double got, double wanted, double tolerance)
{
	return fabs(got - wanted) <= tolerance * fabs(wanted);
}

#endif
