/* Years and months are counted off one by one; digits are put into a line by hand. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_COUNT = 500000, DAY = 86400 };

static const int64_t FIRST = -2208988800, LAST = 4133980799;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

static int is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int days_of_year(int year) { return 365 + is_leap(year); }

static int days_of_month(int month, int year) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month] + (month == 1 && is_leap(year));
}

static char *put_digits(char *to, int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
        to[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return to + count;
}

static char *put_number(char *to, char before, int value, int count) {
    *to++ = before;
    return put_digits(to, value, count);
}

static void print(int64_t time) {
    static const char *names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int64_t days = time / DAY, second = time % DAY;
    if (second < 0) {
        days--;
        second += DAY;
    }
    int name = (int)((days + 3) % 7); /* day 0 is a Thursday */
    if (name < 0) name += 7;
    int year = 1970;
    while (days < 0) days += days_of_year(--year);
    while (days >= days_of_year(year)) days -= days_of_year(year++);
    int month = 0, day = (int)days;
    while (day >= days_of_month(month, year)) day -= days_of_month(month++, year);
    char line[32], *end = line;
    for (int i = 0; i < 3; i++) *end++ = names[name][i];
    end = put_number(end, ' ', year, 4);
    end = put_number(end, '-', month + 1, 2);
    end = put_number(end, '-', day + 1, 2);
    end = put_number(end, ' ', (int)(second / 3600), 2);
    end = put_number(end, ':', (int)(second / 60 % 60), 2);
    end = put_number(end, ':', (int)(second % 60), 2);
    end = put_number(end, ' ', (int)days + 1, 3);
    *end++ = '\n';
    size_t length = (size_t)(end - line);
    if (fwrite(line, 1, length, stdout) != length) exit(1);
}

int main(void) {
    for (int32_t n = read_int(0, MAX_COUNT); n > 0; n--) {
        int64_t time;
        read_exactly(&time, sizeof time);
        if (time < FIRST || time > LAST) return 1;
        print(time);
    }
    return fflush(stdout) != 0;
}
