module example.org/orderbook

go 1.21
