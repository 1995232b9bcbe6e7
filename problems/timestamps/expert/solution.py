"""Why it is fast: a line is joined of four parts that are ready or remembered.

The time's are hours and minutes, and seconds; the day's come from a dictionary that makes them when they are
needed first.
"""

import sys
from array import array

DAY = 86_400
FIRST = -2_208_988_800  # 1900-01-01, a Monday
DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Days(dict):
    """Number of a day since 1900 -> what stands before and behind the time in a line."""

    def __init__(self):
        self.starts = [0]
        for year in range(1900, 2101):
            is_leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
            self.starts.append(self.starts[-1] + 365 + is_leap)
        common = list(DAYS_OF_MONTH)
        leap = [31, 29, *DAYS_OF_MONTH[2:]]
        self.dates = {
            sum(months): [
                f"{month:02}-{day:02} " for month, days in enumerate(months, 1) for day in range(1, days + 1)
            ]
            for months in (common, leap)
        }

    def __missing__(self, number):
        year = number // 366
        if self.starts[year + 1] <= number:
            year += 1
        start, end = self.starts[year], self.starts[year + 1]
        day = number - start
        before = f"{NAMES[number % 7]} {1900 + year}-{self.dates[end - start][day]}"
        both = self[number] = before, f" {day + 1:03}\n"
        return both


def main():
    data = sys.stdin.buffer.read()
    n = int.from_bytes(data[:4], "little")
    times = array("q", data[4 : 4 + 8 * n])
    minutes = [f"{minute // 60:02}:{minute % 60:02}:" for minute in range(1440)]
    seconds = [f"{second:02}" for second in range(60)]
    days = Days()
    parts = []
    for time in times:
        day, second = divmod(time - FIRST, DAY)
        before, behind = days[day]
        minute, second = divmod(second, 60)
        parts += before, minutes[minute], seconds[second], behind
    sys.stdout.buffer.write("".join(parts).encode())


main()
