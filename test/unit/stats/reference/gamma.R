# Log tails of the gamma distribution with unit scale, and the quantiles that give them back.
x <- c(0.001, 0.1, 0.9, 2.5, 17, 120, 2500)
shape <- c(0.05, 0.7, 1, 6.3, 80, 2400)
rows <- expand.grid(x = x, shape = shape)
rows$lower <- pgamma(rows$x, rows$shape, log.p = TRUE)
rows$upper <- pgamma(rows$x, rows$shape, lower.tail = FALSE, log.p = TRUE)
rows <- rows[is.finite(rows$lower) & is.finite(rows$upper) & rows$lower > -600 & rows$upper > -600, ]
rows[] <- lapply(rows, function(column) trimws(format(column, digits = 17)))
write.table(rows, "gamma.tsv", sep = "\t", quote = FALSE, row.names = FALSE)
