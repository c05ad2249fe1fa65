/*
 * The nine-cell grid as a picture: business strength from right to left,
 * market attractiveness from bottom to top.
 */
#include "portfolio/svg_picture.h"

#include <stdio.h>
#include <string.h>

#include "portfolio/grid_svg.h"
#include "portfolio/matrix.h"
#include "portfolio/svg_number.h"

static const crm_class_look look[CRM_GRID_ZONES] = {
	[CRM_ZONE_INVEST] = {"invest", "#0072b2", "#00507d"},
	[CRM_ZONE_SELECTIVITY] = {"selectivity", "#e69f00", "#7f5700"},
	[CRM_ZONE_HARVEST] = {"harvest", "#8c8c8c", "#4d4d4d"}
};

/* Of any scale: 1 to 5, 0 to 10, 0 to 100 */
static const int steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500};

static crm_spot
spot(const crm_picture *picture, const crm_bubble *bubble)
{
	return (crm_spot) {
		1 - crm_linear_place(&picture->x_axis, bubble->x), crm_linear_place(&picture->y_axis, bubble->y), false
	};
}

static int
look_of(const crm_chart *chart, const crm_bubble *bubble)
{
	crm_third	attractiveness = crm_third_of(bubble->y, chart->cut[0], chart->cut[1]),
				strength = crm_third_of(bubble->x, chart->cut[0], chart->cut[1]);

	return (int) crm_grid_zone_of(crm_grid_cell_of(attractiveness, strength));
}

/* Cells are counted from the lower left, where attractiveness is low and strength is high. */
static void
name_cells(crm_picture *picture)
{
	for (int row = 0; row < CRM_THIRDS; row++)
		for (int column = 0; column < CRM_THIRDS; column++)
		{
			int			cell = crm_grid_cell_of(CRM_LOW + row, CRM_HIGH - column);
			char	   *name = picture->cell_name[row][column];

			strcpy(name, crm_grid_strategy[cell]);
			name[0] += 'A' - 'a';
			picture->cell_look[row][column] = (int) crm_grid_zone_of(cell);
		}
}

static void
numbers(const crm_bubble *bubble, char *out)
{
	out += sprintf(out, "attractiveness ");
	out = crm_print_rounded(out, bubble->y, 2);
	out += sprintf(out, ", strength ");
	crm_print_rounded(out, bubble->x, 2);
}

static void
mark_cut(crm_tick_mark *mark, double place, double cut)
{
	mark->place = place;
	crm_print_rounded(mark->text, cut, 2);
}

void
crm_grid_picture(const crm_chart *chart, crm_picture *picture)
{
	double		x_low = 1,
				x_high = 5,
				y_low = 1,
				y_high = 5;
	int			n = sizeof(steps) / sizeof(steps[0]);

	*picture = (crm_picture) {
		.x_title = "Business strength",
		.y_title = "Market attractiveness",
		.cells = CRM_THIRDS,
		.look = look,
		.spot = spot,
		.look_of = look_of,
		.numbers = numbers
	};
	name_cells(picture);
	for (int i = 0; i < 2; i++)
	{
		crm_extend(chart->cut[i], &x_low, &x_high);
		crm_extend(chart->cut[i], &y_low, &y_high);
	}
	for (size_t i = 0; i < chart->n; i++)
	{
		crm_extend(chart->bubble[i].x, &x_low, &x_high);
		crm_extend(chart->bubble[i].y, &y_low, &y_high);
	}
	picture->x_axis = crm_fit_axis(x_low, x_high, 1, steps, n);
	picture->y_axis = crm_fit_axis(y_low, y_high, 1, steps, n);
	for (int tick = picture->x_axis.first; tick <= picture->x_axis.last; tick += picture->x_axis.step)
	{
		crm_tick_mark *mark = &picture->x_tick[picture->x_ticks++];

		mark->place = 1 - crm_linear_place(&picture->x_axis, tick);
		sprintf(mark->text, "%d", tick);
	}
	for (int tick = picture->y_axis.first; tick <= picture->y_axis.last; tick += picture->y_axis.step)
	{
		crm_tick_mark *mark = &picture->y_tick[picture->y_ticks++];

		mark->place = crm_linear_place(&picture->y_axis, tick);
		sprintf(mark->text, "%d", tick);
	}
	for (int i = 0; i < 2; i++)
	{
		/* Strength is high on the left. */
		mark_cut(&picture->x_cut[i], 1 - crm_linear_place(&picture->x_axis, chart->cut[1 - i]), chart->cut[1 - i]);
		mark_cut(&picture->y_cut[i], crm_linear_place(&picture->y_axis, chart->cut[i]), chart->cut[i]);
	}
}
