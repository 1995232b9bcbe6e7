#include <stdio.h>

int main(void) {
    int n;
    fread(&n, sizeof n, 1, stdin);
    multiply(n)  /* no such function, no semicolon */
}
