"""Seasons: how much more or less than usual each habit is done on each day of a calendar."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sycee.city._calendar import Calendar, Floats
from sycee.city._habits import Habit


def likely(habit: Habit, calendar: Calendar) -> Floats:
    """How much more than usual a habit is done on each day: weekday, season, festivals, and its own rise."""
    week = np.array(habit.week) * 7 / sum(habit.week)
    daily = week[np.where(calendar.rest & (calendar.weekday < 5), 5, calendar.weekday)]
    # Most people leave the city for the holiday, and most shops are shut for some days of it.
    away = (calendar.to_spring >= -1) & (calendar.to_spring <= 4)
    daily = np.where(away, daily * (1.0 if habit.feast == "family" else 0.35), daily)
    return np.asarray(daily * _rise(habit, calendar) * _FEASTS.get(habit.feast, _plain)(calendar))


def _rise(habit: Habit, calendar: Calendar) -> Floats:
    return np.clip((calendar.year + calendar.month / 12 - habit.since) / 6, 0.05, 1.0)


def _plain(calendar: Calendar) -> Floats:
    return np.ones(calendar.days)


def _raised(calendar: Calendar, spans: Iterable[tuple[int, int, int, float]]) -> Floats:
    """1 but for spans (month, first day, last day, factor) of every year."""
    factor = np.ones(calendar.days)
    for month, first, last, times in spans:
        span = (calendar.month == month) & (calendar.month_day >= first) & (calendar.month_day <= last)
        factor[span] = times
    return factor


def _online(calendar: Calendar) -> Floats:
    spans = ((6, 1, 17, 1.3), (6, 18, 18, 5.0), (11, 1, 10, 1.4), (11, 11, 11, 8.0), (12, 12, 12, 3.0))
    return _raised(calendar, spans)


def _pantry(calendar: Calendar) -> Floats:
    eve = (calendar.to_spring >= -12) & (calendar.to_spring <= -2)
    return np.where(eve, 1.9, 1.0)


def _family(calendar: Calendar) -> Floats:
    return np.where((calendar.to_spring >= -3) & (calendar.to_spring <= 6), 1.8, 1.0)


def _away(calendar: Calendar) -> Floats:
    home = (calendar.to_spring >= -16) & (calendar.to_spring <= 7)
    return np.where(
        home,
        4.5,
        _raised(calendar, ((4, 26, 30, 3.0), (7, 5, 31, 1.7), (8, 1, 20, 1.7), (9, 24, 30, 4.0), (10, 1, 7, 3.0))),
    )


def _cash(calendar: Calendar) -> Floats:
    # Cash goes out of use, and comes back for a week of red envelopes each year.
    fading = np.clip(1.9 - 0.17 * (calendar.year - 2015), 0.25, 2.2)
    return np.asarray(np.where((calendar.to_spring >= -9) & (calendar.to_spring <= -1), fading * 3, fading))


_FEASTS = {"online": _online, "pantry": _pantry, "family": _family, "away": _away, "cash": _cash}
