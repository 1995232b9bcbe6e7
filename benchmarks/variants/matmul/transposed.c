/* B is transposed first, so that each element is the product of two rows. */
#include "frame.h"

static void multiply(size_t n, const float *restrict a, const float *restrict b, float *restrict c) {
    float *columns = new_matrix(n);
    if (!columns) exit(1);
    for (size_t k = 0; k < n; k++)
        for (size_t j = 0; j < n; j++) columns[j * n + k] = b[k * n + j];
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            float sum = 0.0f;
            for (size_t k = 0; k < n; k++) sum += a[i * n + k] * columns[j * n + k];
            c[i * n + j] = sum;
        }
    }
}
