/*
 * A model: its kind, its parameters and, where it was fitted, how well. The
 * same as a struct, as bytes (what crm.model stores and sends) and as text
 * (model_text.h).
 *
 * The bytes, numbers most significant first, so that they are the same on
 * every machine:
 *
 *   version (1)  kind  form: 0 by hand, 1 fitted, 2 fitted with covariance  flags
 *   unit_days and the parameters, doubles
 *   of a fit: log_likelihood (double), customers (8 bytes), gradient_norm and
 *   condition_number (doubles), iterations (4 bytes)
 *   of a covariance: its upper triangle by rows, doubles
 */
#ifndef CRM_CLV_MODEL_H
#define CRM_CLV_MODEL_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clv/likelihood.h"

/* In the order of the labels of crm.model_kind. */
typedef enum crm_model_kind
{
	CRM_BG_NBD,
	CRM_MBG_NBD,
	CRM_PARETO_NBD,
	CRM_BG_BB,
	CRM_GAMMA_GAMMA,
	CRM_SBG
} crm_model_kind;

#define CRM_MODEL_KINDS 6

extern const char *const crm_model_kind_names[CRM_MODEL_KINDS];

/* The parameters by the names of the papers, in the order of crm_model.parameter. */
extern const char *const crm_model_parameters[CRM_MODEL_KINDS][CRM_PARAMETERS];
extern const int crm_model_sizes[CRM_MODEL_KINDS];

/* The range of parameters, a little more than CRM_LOG_BOUND lets a fit find; and of unit_days. */
#define CRM_MODEL_LEAST 1e-12
#define CRM_MODEL_MOST 1e12
#define CRM_UNIT_LEAST 1e-5
#define CRM_UNIT_MOST 1e6

/* What a fit found doubtful; each has a name in the text's "flags". */
#define CRM_FLAG_NOT_CONVERGED 0x01	/* "not_converged" */
#define CRM_FLAG_RIDGE 0x02		/* "ridge": the data don't determine all parameters */
#define CRM_FLAG_INFINITE_MEAN 0x04	/* "infinite_mean": gamma_gamma with q <= 1 */
#define CRM_FLAG_SPEND_CORRELATED 0x08	/* "spend_correlated": with frequency, above 0.3 */
#define CRM_FLAGS 4
#define CRM_FLAGS_ALL 0x0F

extern const char *const crm_model_flag_names[CRM_FLAGS];	/* of the bits, from the lowest */

typedef struct crm_model
{
	crm_model_kind kind;
	double		parameter[CRM_PARAMETERS];	/* each above 0 and finite */
	double		unit_days;		/* length of the time unit; 0 where it isn't named */

	bool		fitted;			/* what follows is known; else all 0 */
	double		log_likelihood; /* times in the model's unit */
	int64_t		customers;		/* that the fit is of */
	double		gradient_norm;	/* in logarithms of the parameters, of the mean log likelihood */
	double		condition_number;	/* of the Hessian in logarithms of the parameters; 0 where not positive definite */
	int			iterations;
	unsigned	flags;

	bool		has_covariance; /* not where the Hessian isn't positive definite */
	double		covariance[CRM_PARAMETERS][CRM_PARAMETERS];	/* of the parameters; symmetric */
} crm_model;

/* What follows from a fit. */
static inline double
crm_fit_std_error(const crm_model *m, int parameter)
{
	return sqrt(m->covariance[parameter][parameter]);
}

static inline double
crm_fit_aic(const crm_model *m)
{
	return 2 * crm_model_sizes[m->kind] - 2 * m->log_likelihood;
}

static inline double
crm_fit_bic(const crm_model *m)
{
	return crm_model_sizes[m->kind] * log((double) m->customers) - 2 * m->log_likelihood;
}

static inline bool
crm_fit_converged(const crm_model *m)
{
	return (m->flags & CRM_FLAG_NOT_CONVERGED) == 0;
}

/* The same as somebody says that it is; NaN where nothing is said. */
typedef struct crm_fit_claims
{
	double		aic;
	double		bic;
	double		std_error[CRM_PARAMETERS];
} crm_fit_claims;

/* Customers that a fit can be of: counts stay exact as doubles. */
#define CRM_MODEL_CUSTOMERS ((int64_t) 1 << 53)

/* Why a model is refused. */
typedef enum crm_model_status
{
	CRM_MODEL_OK,
	CRM_MODEL_SYNTAX,			/* the text is no JSON object of a model's: `what` was expected at `at` */
	CRM_MODEL_UNKNOWN,			/* a word of the text, `word`, is none of those in `hint` */
	CRM_MODEL_INCOMPLETE,		/* a key is missing or there twice */
	CRM_MODEL_RANGE,			/* a number is out of range */
	CRM_MODEL_CONTRADICTION,	/* what is said of the model doesn't agree */
	CRM_MODEL_MALFORMED,		/* the bytes are not those that a model is stored in */
	CRM_MODEL_VERSION			/* the bytes are of a version that is not known */
} crm_model_status;

typedef struct crm_model_error
{
	crm_model_status status;
	size_t		at;
	const char *word;			/* within the text; as long as the user made it */
	size_t		word_len;
	char		what[200];
	char		hint[320];		/* may be empty */
} crm_model_error;

/* Notes the error; the answer is false, for the caller to pass on. */
extern bool crm_model_refuse(crm_model_error *e, crm_model_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Is it a valid model? Asked on every way in. A fit that ends where
 * crm_covariance_valid says no is to go without its covariance.
 */
extern bool crm_model_valid(const crm_model *m, crm_model_error *e);
extern bool crm_covariance_valid(const crm_model *m, crm_model_error *e);

/* Do the claims agree with a valid fit? */
extern bool crm_claims_valid(const crm_model *m, const crm_fit_claims *claims, crm_model_error *e);

/* Room for the bytes of any model. */
#define CRM_MODEL_BYTES (4 + 8 * (1 + CRM_PARAMETERS) + 4 * 8 + 4 + 8 * CRM_PARAMETERS * (CRM_PARAMETERS + 1) / 2)

/* The bytes of a valid model; returns how many. Equal models have equal bytes. */
extern size_t crm_model_encode(const crm_model *m, uint8_t *out);

/* What crm_model_encode has written. */
extern crm_model_status crm_model_decode(const uint8_t *bytes, size_t len, crm_model *m);

/* Bytes from wherever: decodes them if they are those of a valid model. */
extern bool crm_model_receive(const uint8_t *bytes, size_t len, crm_model *m, crm_model_error *e);

#endif
