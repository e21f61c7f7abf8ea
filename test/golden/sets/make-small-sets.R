# Rscript make-small-sets.R: oracles/small-sets.json, by R 4.2.2 and limma 3.54.1, from simulated values alone.
suppressMessages(library(limma))
set.seed(3)
genes <- 60
y <- round(matrix(rnorm(genes * 8), genes, 8) * exp(rnorm(genes, 0, 0.5)) + 5, 3)
weights <- round(matrix(rexp(genes * 8) + 0.2, genes, 8), 3)
y[1:10, 5:8] <- y[1:10, 5:8] + 1
design <- cbind(1, c(0, 1, 0, 1, 0, 1, 0, 1), rep(0:1, each = 4))
sets <- list(1:10, 11:13, 14, 20:50)
weighted <- new("EList", list(E = y, weights = weights))
found <- list(
  fry = fry(y, sets, design, 3, sort = "none"),
  fryWeighted = fry(weighted, sets, design, 3, sort = "none"),
  camera = camera(y, sets, design, 3, sort = FALSE),
  cameraWeighted = camera(weighted, sets, design, 3, sort = FALSE),
  cameraTrend = camera(y, sets, design, 3, sort = FALSE, trend.var = TRUE),
  cameraEstimated = camera(weighted, sets, design, 3, sort = FALSE, inter.gene.cor = NA),
  cameraEstimatedRanks = camera(y, sets, design, 3, sort = FALSE, inter.gene.cor = NA, use.ranks = TRUE)
)
numbers <- function(x) paste0("[", paste(trimws(format(x, digits = 15)), collapse = ", "), "]")
column <- function(name, x) if (!is.null(x)) paste0('"', name, '": ', numbers(x))
tests <- sapply(names(found), function(name) {
  columns <- c(column("p", found[[name]]$PValue), column("mixedP", found[[name]]$PValue.Mixed))
  paste0('  "', name, '": { ', paste(columns, collapse = ", "), " }")
})
lines <- c(
  paste0('  "values": ', numbers(as.vector(t(y)))),
  paste0('  "weights": ', numbers(as.vector(t(weights)))),
  paste0('  "design": ', numbers(as.vector(t(design)))),
  tests
)
writeLines(c("{", paste(lines, collapse = ",\n"), "}"), "oracles/small-sets.json")
