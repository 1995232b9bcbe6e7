module example.org/kvcodec

go 1.21
