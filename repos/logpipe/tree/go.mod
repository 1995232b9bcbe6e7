module example.org/logpipe

go 1.21
