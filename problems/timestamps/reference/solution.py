"""Years and months are counted off one by one, and a line is formatted."""

import sys

MAX_COUNT = 500_000
FIRST, LAST = -2_208_988_800, 4_133_980_799
DAY = 86_400
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Reader:
    def __init__(self, data):
        self.data = data
        self.position = 0

    def read(self, size):
        piece = self.data[self.position : self.position + size]
        if len(piece) != size:
            sys.exit(1)
        self.position += size
        return piece

    def read_int(self, least, most):
        value = int.from_bytes(self.read(4), "little", signed=True)
        if not least <= value <= most:
            sys.exit(1)
        return value


def is_leap(year):
    return (year % 4 == 0 and year % 100 != 0) or year % 400 == 0


def days_of_year(year):
    return 366 if is_leap(year) else 365


def days_of_month(month, year):
    return 29 if month == 1 and is_leap(year) else DAYS_OF_MONTH[month]


def line_of(time):
    days, second = divmod(time, DAY)
    name = NAMES[(days + 3) % 7]  # day 0 is a Thursday
    year = 1970
    while days < 0:
        year -= 1
        days += days_of_year(year)
    while days >= days_of_year(year):
        days -= days_of_year(year)
        year += 1
    month, day = 0, days
    while day >= days_of_month(month, year):
        day -= days_of_month(month, year)
        month += 1
    date = f"{year:04}-{month + 1:02}-{day + 1:02}"
    return f"{name} {date} {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02} {days + 1:03}\n"


def main():
    reader = Reader(sys.stdin.buffer.read())
    lines = []
    for _ in range(reader.read_int(0, MAX_COUNT)):
        time = int.from_bytes(reader.read(8), "little", signed=True)
        if not FIRST <= time <= LAST:
            sys.exit(1)
        lines.append(line_of(time))
    sys.stdout.buffer.write("".join(lines).encode())


main()
