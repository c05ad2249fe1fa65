#!/usr/bin/python3
"""Values of the shifted beta-geometric model from its definition, in mpmath: prints test/accuracy/sbg.csv.

A share E[(1 - theta)^t] renews t times at least, theta ~ Beta(alpha, beta); sums over t are added up, endless ones
are the integral of the geometric series over theta.
"""
from mpmath import beta, cosh, diff, exp, log, log1p, mp, mpf, nstr, sinh, sqrt

mp.dps = 40

FITS = (("0.704", "1.182"), ("0.668", "3.806"), ("0.067", "0.267"), ("1", "1"), ("1.0000001", "3"), ("3.8", "15.2"),
        ("100", "900"), ("0.001", "0.002"), ("30000", "90000"), ("0.00001", "20000"))
# Fader and Hardie 2007, table 1, of 1000 customers: regular, high end.
COHORTS = ((1000, 631, 468, 382, 326, 289, 262, 241), (1000, 869, 743, 653, 593, 551, 517, 491), (50, 50, 50), (7, 0, 0))


def survival(fit, t):
    a, b = fit
    return beta(a, b + t) / beta(a, b)


def over_theta(a, b, g):
    """The mean of g(theta, 1 - theta), theta ~ Beta(a, b): the trapezoidal rule in w, logit(theta) = peak + scale sinh w."""
    scale, peak = min(sqrt(1 / a + 1 / b), 2), log(a / b)
    top = a * log(a / (a + b)) + b * log(b / (a + b))
    step, sums, before = mpf(1) / 4, [mpf(0), mpf(0)], mpf(0)

    def add(w):
        s = peak + scale * sinh(w)
        theta, stays = 1 / (1 + exp(-s)), 1 / (1 + exp(s))
        log_theta, log_stays = (log1p(-stays), log(stays)) if s > 0 else (log(theta), log1p(-theta))
        weight = exp(a * log_theta + b * log_stays - top) * cosh(w)
        sums[0] += weight
        sums[1] += weight * g(theta, stays)
        return weight > mpf(10) ** -60 * sums[0]

    def walk(stride):
        for side in (1, -1):
            w = step
            while add(side * w):
                w += stride

    add(mpf(0))
    walk(step)
    while abs(sums[1] / sums[0] - before) > mpf(10) ** -15 * before:    # halving the step doubles the digits
        before = sums[1] / sums[0]
        step /= 2
        walk(2 * step)
    assert abs(sums[0] * step * scale * exp(top) / beta(a, b) - 1) < mpf(10) ** -20
    return sums[1] / sums[0]


def residual_lifetime(fit, renewals, d):
    return over_theta(fit[0], fit[1] + renewals, lambda theta, stays: stays * (1 + d) / (d + theta))


def log_likelihood(fit, cohort):
    total = cohort[-1] * log(survival(fit, len(cohort) - 1))
    for t in range(1, len(cohort)):
        total += (cohort[t - 1] - cohort[t]) * log(survival(fit, t - 1) - survival(fit, t))
    return total


def slope(fit, cohort, i):
    def at(s):
        moved = list(fit)
        moved[i] *= exp(s)
        return log_likelihood(moved, cohort)
    return diff(at, 0, h=mpf(10) ** -12)


def main():
    print("quantity,alpha,beta,t,discount,value")
    for text in FITS:
        fit = tuple(map(mpf, text))
        for t in (0, 1, 12, 100, 10000):
            print("survival", *text, t, "", nstr(survival(fit, t), 17), sep=",")
            if t > 0:
                print("retention", *text, t, "", nstr(survival(fit, t) / survival(fit, t - 1), 17), sep=",")
            for d in ("0.00000001", "0.0001", "0.01", "0.3", "20"):
                print("residual_lifetime", *text, t, d, nstr(residual_lifetime(fit, t, mpf(d)), 17), sep=",")
        for i, cohort in enumerate(COHORTS):
            print("log_likelihood", *text, i, "", nstr(log_likelihood(fit, cohort), 17), sep=",")
            for j, name in enumerate(("by_alpha", "by_beta")):
                print(name, *text, i, "", nstr(slope(fit, cohort, j), 17), sep=",")


if __name__ == "__main__":
    main()
