#!/usr/bin/env python3
"""Orders of customers who buy as BG/NBD and gamma-gamma say: a CSV of customer, date, amount on stdout.

    generate.py CUSTOMERS

Parameters are those published for the CDNOW data (r, alpha, a, b in weeks; p, q, gamma). First orders spread over
12 weeks, everyone is seen to the end of week 39: two million orders of a million customers.
"""
import sys
from datetime import date, timedelta
from random import Random

R, ALPHA, A, B = 0.243, 4.414, 0.793, 2.426
P, Q, GAMMA = 6.25, 3.74, 15.44
FIRST_DAYS, DAYS = 84, 273
DATES = [(date(1997, 1, 1) + timedelta(n)).isoformat() for n in range(DAYS)]


def orders(chance, customer):
    rate = chance.gammavariate(R, 1 / ALPHA) / 7
    dropout = chance.betavariate(A, B)
    spend = 1 / chance.gammavariate(Q, 1 / GAMMA)
    time = chance.uniform(0, FIRST_DAYS)
    repeated = False
    while time < DAYS:
        yield f"{customer},{DATES[int(time)]},{max(chance.gammavariate(P, spend), 0.01):.2f}\n"
        # In this model nobody drops out before the first repeat purchase.
        if repeated and chance.random() < dropout:
            return
        repeated = True
        # A rate of 0 is one too small for a double.
        time += chance.expovariate(rate) if rate > 0 else DAYS


def main():
    chance = Random(20050101)
    for customer in range(1, int(sys.argv[1]) + 1):
        sys.stdout.writelines(orders(chance, customer))


main()
