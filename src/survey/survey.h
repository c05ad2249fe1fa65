/*
 * crm.survey as the server holds it: a varlena around the bytes of answers.h,
 * or, as the state of a running aggregate, an open survey, which counts the
 * usual answers in place. An open survey can reach other functions through an
 * aggregate that somebody else built on our transition functions, so all
 * accept both.
 */
#ifndef CRM_SURVEY_SURVEY_H
#define CRM_SURVEY_SURVEY_H

#include "core/compat.h"

#include "survey/answers.h"

#define CRM_SURVEY_OPEN 0x81	/* in the place of the version */

typedef struct crm_open_survey
{
	int32		vl_len_;		/* the capacity: slack included */
	uint8		version;		/* CRM_SURVEY_OPEN */
	uint8		unused[3];
	int64		total;			/* of all counts */
	int32		others;			/* entries below */
	uint32		count[CRM_ANSWERS_DENSE];	/* of 0 to 10; what these can't hold is below */
	crm_answer	other[FLEXIBLE_ARRAY_MEMBER];	/* in ascending order */
} crm_open_survey;

/* The answers of a survey in whatever form. */
extern void crm_get_survey(Datum datum, crm_answers *out);

/* A canonical survey; raises 54000 where there are too many answers. */
extern struct varlena *crm_make_survey(const crm_answers *answers);

extern void crm_survey_report(crm_answers_status status, int syntax_code, Node *escontext);

#endif
