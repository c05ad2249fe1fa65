/*
 * A model's text, a JSON object:
 *
 *   {"model": "sbg", "alpha": 0.7, "beta": 1.2, "unit_days": 365}
 *
 * and of a fit also "customers", "log_likelihood", "aic", "bic", "std_errors",
 * "covariance", "gradient_norm", "condition_number", "iterations", "converged"
 * and "flags". Keys may be read in any order; what is written is canonical.
 * "aic", "bic", "std_errors" and "converged" follow from the others: they need
 * not be there, but have to agree if they are.
 */
#ifndef CRM_CLV_MODEL_TEXT_H
#define CRM_CLV_MODEL_TEXT_H

#include "clv/model.h"

/* Room for the text of any model, with its terminator. */
#define CRM_MODEL_TEXT 2048

/* Reads a model and checks it; false at an error. */
extern bool crm_model_parse(const char *text, crm_model *m, crm_model_error *e);

/* Writes a valid model, with a terminator, and returns the place of that. */
extern char *crm_model_print(char *out, const crm_model *m);

#endif
