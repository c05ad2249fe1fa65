#!/usr/bin/python3
"""What make bench sets beside crm_ext: the same fits and forecasts with numpy and scipy, as an analyst writes them.

    peer.py CUSTOMERS.csv [MODELS.json]

CUSTOMERS.csv has x, t_x, T in days and the mean spend (0 where there is none) of each customer. MODELS.json has the
models that crm.fit found. Prints lines "peer task cpu-seconds elapsed-seconds sum-of-results", and of each fitted
parameter "parameter task name value theirs".
"""
import json
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln, hyp2f1

WEEK = 7
HORIZON = 273 / WEEK
MONTH = 365 / 12 / WEEK
MONTHLY_DISCOUNT = 1.15 ** (365 / 12 / 365.25) - 1
PARAMETERS = {"bg_nbd": ("r", "alpha", "a", "b"), "mbg_nbd": ("r", "alpha", "a", "b"),
              "pareto_nbd": ("r", "alpha", "s", "beta"), "gamma_gamma": ("p", "q", "gamma")}


def bg_nbd(params, x, t_x, T):
    r, alpha, a, b = params
    alive = -(r + x) * np.log(alpha + T)
    dead = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + t_x)
    return (gammaln(r + x) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + x) - gammaln(b)
            - gammaln(a + b + x) + np.where(x > 0, np.logaddexp(alive, dead), alive))


def mbg_nbd(params, x, t_x, T):
    r, alpha, a, b = params
    alive = -(r + x) * np.log(alpha + T)
    dead = np.log(a) - np.log(b + x) - (r + x) * np.log(alpha + t_x)
    return (gammaln(r + x) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + x + 1) - gammaln(b)
            - gammaln(a + b + x + 1) + np.logaddexp(alive, dead))


def pareto_nbd(params, x, t_x, T):
    r, alpha, s, beta = params
    most, all_of = max(alpha, beta), r + s + x
    t = r + x if alpha < beta else s + 1
    gap = abs(alpha - beta)
    p = hyp2f1(all_of, t, all_of + 1, gap / (most + t_x))
    q = hyp2f1(all_of, t, all_of + 1, gap / (most + T))
    with np.errstate(divide="ignore"):
        a0 = np.log(p - q * ((most + t_x) / (most + T)) ** all_of) - all_of * np.log(most + t_x)
    return (gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
            + np.logaddexp(-(r + x) * np.log(alpha + T) - s * np.log(beta + T), np.log(s / all_of) + a0))


def gamma_gamma(params, x, m):
    p, q, gamma = params
    return (gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma) + (p * x - 1) * np.log(m)
            + p * x * np.log(x) - (p * x + q) * np.log(gamma + m * x))


def fit(likelihood, *data, weights=None):
    """Of the mean log likelihood, over log parameters: L-BFGS-B with scipy's own numeric gradient, which at its
    default tolerance would end some digits short of 1e-4 of the parameters."""
    names = PARAMETERS[likelihood.__name__]

    def loss(logs):
        with np.errstate(over="ignore", invalid="ignore"):
            return -np.average(likelihood(np.exp(logs), *data), weights=weights)

    found = minimize(loss, np.zeros(len(names)), method="L-BFGS-B", jac="3-point", options={"ftol": 1e-15, "gtol": 1e-7})
    return np.exp(found.x)


def expected_purchases(params, x, t_x, T, t):
    r, alpha, a, b = params
    growth = hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + T + t)) * ((alpha + T) / (alpha + T + t)) ** (r + x)
    return (a + b + x - 1) / (a - 1) * (1 - growth) * p_alive(params, x, t_x, T)


def p_alive(params, x, t_x, T):
    r, alpha, a, b = params
    return 1 / (1 + (x > 0) * a / (b + np.maximum(x, 1) - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x))


def expected_spend(params, x, m):
    p, q, gamma = params
    return p * (gamma + m * x) / (p * x + q - 1)


def clv(purchases, spends, x, t_x, T, m):
    """Month by month, each discounted at its end, as lifetimes does it."""
    worth, value = expected_spend(spends, x, m), np.zeros(len(x))
    for month in range(1, 13):
        bought = (expected_purchases(purchases, x, t_x, T, month * MONTH)
                  - expected_purchases(purchases, x, t_x, T, (month - 1) * MONTH))
        value += worth * bought / (1 + MONTHLY_DISCOUNT) ** month
    return value


def timed(name, task, *data, **options):
    cpu, began = time.process_time(), time.perf_counter()
    result = task(*data, **options)
    cpu, elapsed = time.process_time() - cpu, time.perf_counter() - began
    print("peer", name, f"{cpu:.4f} {elapsed:.4f}", np.sum(result), flush=True)
    return result


def collapse(x, t_x, T):
    """Distinct rows, and how many customers each stands for."""
    span = int(T.max()) + 1
    keys, customers = np.unique((x.astype(np.int64) * span + t_x.astype(np.int64)) * span + T.astype(np.int64),
                                return_counts=True)
    return np.array([keys // span // span, keys // span % span, keys % span, customers], dtype=float)


def main():
    x, t_x, T, m = np.loadtxt(sys.argv[1], delimiter=",", unpack=True)
    models = json.load(open(sys.argv[2])) if len(sys.argv) > 2 else {}
    few = timed("collapse", collapse, x, t_x, T)
    rows, weights = (few[0], few[1] / WEEK, few[2] / WEEK), few[3]
    everyone = x, t_x / WEEK, T / WEEK
    spend = x[m > 0], m[m > 0]

    def fits(name, likelihood, *data, **options):
        kind, params = likelihood.__name__, timed(name, fit, likelihood, *data, **options)
        for label, value in zip(PARAMETERS[kind], params):
            print("parameter", name, label, value, models.get(kind, {}).get(label, "-"), flush=True)
        return params

    purchases = fits("fit-bg_nbd", bg_nbd, *rows, weights=weights)
    fits("fit-bg_nbd-all", bg_nbd, *everyone)
    fits("fit-mbg_nbd", mbg_nbd, *rows, weights=weights)
    fits("fit-pareto_nbd", pareto_nbd, *rows, weights=weights)
    spends = fits("fit-gamma_gamma", gamma_gamma, *spend)
    timed("ask-p_alive", p_alive, purchases, *everyone)
    timed("ask-expected_purchases", expected_purchases, purchases, *everyone, HORIZON)
    timed("ask-clv", clv, purchases, spends, *everyone, m)


main()
