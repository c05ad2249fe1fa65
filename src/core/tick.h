/*
 * The one thing that plain C asks of its host: to look, now and then in a
 * long loop, whether the user has cancelled. It may not return.
 */
#ifndef CRM_CORE_TICK_H
#define CRM_CORE_TICK_H

extern void crm_tick(void);

#endif
