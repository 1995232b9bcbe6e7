module example.org/textindex

go 1.21
