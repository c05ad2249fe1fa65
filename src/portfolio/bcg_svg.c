/*
 * The growth-share matrix as a picture: relative share from right to left on a
 * logarithmic axis, growth from bottom to top.
 */
#include "portfolio/svg_picture.h"

#include <stdio.h>
#include <string.h>

#include "portfolio/bcg_svg.h"
#include "portfolio/matrix.h"
#include "portfolio/svg_number.h"

/* Okabe and Ito's colours, told apart by every kind of sight, and their dark shades. */
static const crm_class_look look[CRM_BCG_CLASSES] = {
	[CRM_STAR] = {"star", "#0072b2", "#00507d"},
	[CRM_QUESTION_MARK] = {"question mark", "#e69f00", "#7f5700"},
	[CRM_CASH_COW] = {"cash cow", "#009e73", "#00614a"},
	[CRM_DOG] = {"dog", "#8c8c8c", "#4d4d4d"}
};

/* Beyond, the percentage may be no number. */
#define GROWTH_PRINTED 1e298

/* Ticks in percent */
static const int steps[] = {5, 10, 20, 25};

static double
within(double value, double low, double high)
{
	return value < low ? low : value > high ? high : value;
}

static crm_spot
spot(const crm_picture *picture, const crm_bubble *bubble)
{
	return (crm_spot) {
		1 - crm_log_place(&picture->x_log, bubble->x), crm_linear_place(&picture->y_axis, bubble->y),
		bubble->x < crm_log_tick[picture->x_log.first] || bubble->x > crm_log_tick[picture->x_log.last] ||
		bubble->y < crm_linear_low(&picture->y_axis) || bubble->y > crm_linear_high(&picture->y_axis)
	};
}

static int
look_of(const crm_chart *chart, const crm_bubble *bubble)
{
	return crm_bcg_class_of(bubble->y >= chart->cut[0], bubble->x >= chart->cut[1]);
}

static void
numbers(const crm_bubble *bubble, char *out)
{
	out += sprintf(out, "growth ");
	if (bubble->y > GROWTH_PRINTED)
		out += sprintf(out, "above 1e+300");
	else
		out = crm_print_rounded(out, bubble->y * 100, 2);
	out += sprintf(out, "&#160;%%, relative share ");
	if (bubble->x > 0 && bubble->x < 0.001)
		sprintf(out, "%.2g", bubble->x);
	else
		crm_print_rounded(out, bubble->x, bubble->x < 0.1 ? 4 : 2);
}

static void
print_percent(char *out, double share)
{
	strcpy(crm_print_rounded(out, share * 100, 2), "&#160;%");
}

void
crm_bcg_picture(const crm_chart *chart, crm_picture *picture)
{
	double		low = 0,
				high = 0.20,
				least_share = chart->cut[1],
				most_share = chart->cut[1];

	*picture = (crm_picture) {
		.x_title = "Relative market share (times the largest rival, log scale)",
		.y_title = "Market growth",
		.cells = 2,
		.cell_name = {{"Cash cows", "Dogs"}, {"Stars", "Question marks"}},
		.cell_look = {{CRM_CASH_COW, CRM_DOG}, {CRM_STAR, CRM_QUESTION_MARK}},
		.look = look,
		.spot = spot,
		.look_of = look_of,
		.numbers = numbers
	};
	crm_extend(chart->cut[0], &low, &high);
	for (size_t i = 0; i < chart->n; i++)
	{
		crm_extend(within(chart->bubble[i].y, CRM_GROWTH_DRAWN_MIN, CRM_GROWTH_DRAWN_MAX), &low, &high);
		crm_extend(chart->bubble[i].x, &least_share, &most_share);
	}
	picture->y_axis = crm_fit_axis(low, high, 0.01, steps, sizeof(steps) / sizeof(steps[0]));
	picture->x_log = crm_fit_log_axis(least_share, most_share);

	for (int tick = picture->y_axis.first; tick <= picture->y_axis.last; tick += picture->y_axis.step)
	{
		crm_tick_mark *mark = &picture->y_tick[picture->y_ticks++];

		mark->place = crm_linear_place(&picture->y_axis, tick * 0.01);
		sprintf(mark->text, "%d&#160;%%", tick);
	}
	for (int i = picture->x_log.first; i <= picture->x_log.last; i++)
	{
		crm_tick_mark *mark = &picture->x_tick[picture->x_ticks++];

		mark->place = 1 - crm_log_place(&picture->x_log, crm_log_tick[i]);
		sprintf(mark->text, "%s&#215;", crm_log_label[i]);
	}
	picture->y_cut[0].place = crm_linear_place(&picture->y_axis, chart->cut[0]);
	print_percent(picture->y_cut[0].text, chart->cut[0]);
	picture->x_cut[0].place = 1 - crm_log_place(&picture->x_log, chart->cut[1]);
	strcpy(crm_print_rounded(picture->x_cut[0].text, chart->cut[1], 2), "&#215;");
}
