/* Timestamps as text with everything a knob: how the year, the month and the day of the year are found, whether the
 * last days are remembered, how the time is divided, how digits are made, how a line is laid out and handed on. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    COUNTED_FROM_1970, COUNTED_FROM_1900, GUESSED, FORMULA, DATE_TABLE, YEAR_FOUND = ${YEAR_FOUND},
    COUNTED, BISECTED, MULTIPLIED, MONTH_FOUND = ${MONTH_FOUND},
    REMEMBERED_DAYS = ${REMEMBERED_DAYS}, /* by their last bits; 0: none */
    SIGNED_LONG, FROM_1900, DAY_DIVIDED = ${DAY_DIVIDED},
    BY_DIVISION, ONE_AFTER_THE_OTHER, TIME_TABLE, TIME_SPLIT = ${TIME_SPLIT},
    LINE_BY_PRINTF, EACH_BY_PRINTF, PADDED, BACKWARDS, TWO_FROM_TABLE, DIGITS = ${DIGITS},
    BYTE_BY_BYTE, TEMPLATE, SEPARATORS = ${SEPARATORS},
    READ_BYTES = ${READ_BYTES}, /* a call */
    WRITE_BYTES = ${WRITE_BYTES},
    WRITE_LINES = ${WRITE_LINES}, /* made before they are handed on */
    READ_TIMES = 2048,
    STDIO_BUFFER = ${STDIO_BUFFER},
    MAX_COUNT = 500000,
    DAY = 86400,
    DAYS = 73414, /* from 1900-01-01, a Monday, to 2100-12-31 */
    DAYS_TO_1970 = 25567,
    MONTHS = 12,
    LINE = 28,
    SPARE = 4 /* bytes that are written behind a line */
};

static const int64_t FIRST = -2208988800, LAST = 4133980799;
static const char names[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

struct date {
    int32_t number; /* of the day, from 1900-01-01, plus 1; 0: none */
    int16_t year, of_year;
    int8_t month, of_month, weekday; /* all from 0 on */
};

struct clock {
    uint8_t hour, minute, second;
};

static struct date dates[YEAR_FOUND == DATE_TABLE ? DAYS : 1], remembered[REMEMBERED_DAYS + 1];
static struct clock clocks[TIME_SPLIT == TIME_TABLE ? DAY : 1];
static char two_digits[100][2];
static int64_t times[READ_TIMES];
static char lines[WRITE_LINES * LINE + SPARE];
static size_t used;

static void read_exactly(void *to, size_t bytes) {
    for (size_t some; bytes > 0; bytes -= some, to = (char *)to + some) {
        some = bytes < READ_BYTES ? bytes : READ_BYTES;
        if (fread(to, 1, some, stdin) != some) exit(1);
    }
}

static int is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int days_of_year(int year) { return 365 + is_leap(year); }

static int days_of_month(int month, int year) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month] + (month == 1 && is_leap(year));
}

static int first_of_month(int month, int year) {
    static const int days[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    return days[month] + (month > 1 && is_leap(year));
}

/* Days from 1900-01-01 to the year's first. */
static int first_of_year(int year) {
    int last = year - 1;
    return (year - 1900) * 365 + last / 4 - last / 100 + last / 400 - 460;
}

static void count_years(struct date *date, int day) {
    int year = YEAR_FOUND == COUNTED_FROM_1970 ? 1970 : 1900;
    if (YEAR_FOUND == COUNTED_FROM_1970) day -= DAYS_TO_1970;
    while (day < 0) day += days_of_year(--year);
    while (day >= days_of_year(year)) day -= days_of_year(year++);
    date->year = (int16_t)year;
    date->of_year = (int16_t)day;
}

static void guess_year(struct date *date, int day) {
    int year = 1900 + day / 366;
    while (first_of_year(year + 1) <= day) year++;
    date->year = (int16_t)year;
    date->of_year = (int16_t)(day - first_of_year(year));
}

/* Years are counted from March 1 of 1600 on, so that a leap day is the last of a year. */
static void compute_year(struct date *date, int day) {
    uint32_t since = (uint32_t)day + 109513, era = since / 146097, of_era = since % 146097;
    uint32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    uint32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    uint32_t is_next = of_year >= 306;
    int year = (int)(1600 + 400 * era + year_of_era + is_next);
    date->year = (int16_t)year;
    date->of_year = (int16_t)(is_next ? (int)of_year - 306 : (int)of_year + 59 + is_leap(year));
}

static void find_month(struct date *date) {
    int month = 0, day = date->of_year;
    if (MONTH_FOUND == COUNTED) {
        while (day >= days_of_month(month, date->year)) day -= days_of_month(month++, date->year);
    } else if (MONTH_FOUND == BISECTED) {
        for (int step = 8; step > 0; step /= 2)
            if (month + step < MONTHS && first_of_month(month + step, date->year) <= day) month += step;
        day -= first_of_month(month, date->year);
    } else {
        int to_march = 59 + is_leap(date->year), from_march = day < to_march ? day + 306 : day - to_march;
        int after_march = (5 * from_march + 2) / 153;
        month = after_march < 10 ? after_march + 2 : after_march - 10;
        day = from_march - (153 * after_march + 2) / 5;
    }
    date->month = (int8_t)month;
    date->of_month = (int8_t)day;
}

static struct date compute_date(int day) {
    struct date date = {.number = day + 1, .weekday = (int8_t)(day % 7)};
    if (YEAR_FOUND == COUNTED_FROM_1970 || YEAR_FOUND == COUNTED_FROM_1900) count_years(&date, day);
    else if (YEAR_FOUND == GUESSED) guess_year(&date, day);
    else compute_year(&date, day);
    find_month(&date);
    return date;
}

static struct date date_of(int day) {
    if (YEAR_FOUND == DATE_TABLE) {
        if (dates[day].number == 0) dates[day] = compute_date(day);
        return dates[day];
    }
    if (REMEMBERED_DAYS == 0) return compute_date(day);
    struct date *date = &remembered[day % (REMEMBERED_DAYS + (REMEMBERED_DAYS == 0))];
    if (date->number != day + 1) *date = compute_date(day);
    return *date;
}

static struct clock divide_time(uint32_t second) {
    if (TIME_SPLIT == BY_DIVISION)
        return (struct clock){(uint8_t)(second / 3600), (uint8_t)(second / 60 % 60), (uint8_t)(second % 60)};
    uint32_t minute = second / 60, hour = minute / 60;
    return (struct clock){(uint8_t)hour, (uint8_t)(minute - 60 * hour), (uint8_t)(second - 60 * minute)};
}

static struct clock clock_of(uint32_t second) {
    return TIME_SPLIT == TIME_TABLE ? clocks[second] : divide_time(second);
}

static void make_tables(void) {
    for (int i = 0; i < 100; i++) {
        two_digits[i][0] = (char)('0' + i / 10);
        two_digits[i][1] = (char)('0' + i % 10);
    }
    for (uint32_t i = 0; TIME_SPLIT == TIME_TABLE && i < DAY; i++) clocks[i] = divide_time(i);
}

static void put_padded(char *to, int value, size_t digits) {
    char text[LINE];
    int length = 0;
    do text[LINE - ++length] = (char)('0' + value % 10);
    while ((value /= 10) > 0);
    memset(to, '0', digits - (size_t)length);
    memcpy(to + digits - length, text + LINE - length, (size_t)length);
}

static void put_number(char *to, int value, size_t digits) {
    if (DIGITS == EACH_BY_PRINTF) {
        char text[LINE];
        sprintf(text, "%0*d", (int)digits, value);
        memcpy(to, text, digits);
    } else if (DIGITS == PADDED) {
        put_padded(to, value, digits);
    } else if (DIGITS == BACKWARDS) {
        for (; digits > 0; value /= 10) to[--digits] = (char)('0' + value % 10);
    } else {
        for (; digits > 1; value /= 100) memcpy(to + (digits -= 2), two_digits[value % 100], 2);
        if (digits == 1) *to = (char)('0' + value);
    }
}

static void put_separators(char *to) {
    if (SEPARATORS == TEMPLATE) {
        memcpy(to, "Mon 0000-00-00 00:00:00 000\n   ", LINE + SPARE);
        return;
    }
    to[3] = to[14] = to[23] = ' ';
    to[8] = to[11] = '-';
    to[17] = to[20] = ':';
    to[27] = '\n';
}

static void put_line(char *to, struct date date, struct clock clock) {
    if (DIGITS == LINE_BY_PRINTF) {
        sprintf(to, "%s %04d-%02d-%02d %02d:%02d:%02d %03d\n", names[date.weekday], date.year, date.month + 1,
                date.of_month + 1, clock.hour, clock.minute, clock.second, date.of_year + 1);
        return;
    }
    put_separators(to);
    memcpy(to, names[date.weekday], 3);
    put_number(to + 4, date.year, 4);
    put_number(to + 9, date.month + 1, 2);
    put_number(to + 12, date.of_month + 1, 2);
    put_number(to + 15, clock.hour, 2);
    put_number(to + 18, clock.minute, 2);
    put_number(to + 21, clock.second, 2);
    put_number(to + 24, date.of_year + 1, 3);
}

static void flush(void) {
    for (size_t done = 0, some; done < used * LINE; done += some) {
        some = used * LINE - done < WRITE_BYTES ? used * LINE - done : WRITE_BYTES;
        if (fwrite(lines + done, 1, some, stdout) != some) exit(1);
    }
    used = 0;
}

static void write_time(int64_t time) {
    if (time < FIRST || time > LAST) exit(1);
    int64_t day, second;
    if (DAY_DIVIDED == SIGNED_LONG) {
        day = time / DAY;
        second = time % DAY;
        if (second < 0) {
            day--;
            second += DAY;
        }
        day += DAYS_TO_1970;
    } else {
        uint64_t since = (uint64_t)(time - FIRST);
        day = (uint32_t)(since >> 7) / (DAY >> 7);
        second = (int64_t)since - day * DAY;
    }
    put_line(lines + used * LINE, date_of((int)day), clock_of((uint32_t)second));
    if (++used == WRITE_LINES) flush();
}

int main(void) {
    static char in_buffer[STDIO_BUFFER], out_buffer[STDIO_BUFFER];
    setvbuf(stdin, in_buffer, _IOFBF, STDIO_BUFFER);
    setvbuf(stdout, out_buffer, _IOFBF, STDIO_BUFFER);
    int32_t n;
    read_exactly(&n, sizeof n);
    if (n < 0 || n > MAX_COUNT) return 1;
    make_tables();
    for (int32_t left = n, count; left > 0; left -= count) {
        count = left < READ_TIMES ? left : READ_TIMES;
        read_exactly(times, (size_t)count * sizeof *times);
        for (int32_t i = 0; i < count; i++) write_time(times[i]);
    }
    flush();
    return fflush(stdout) != 0;
}
