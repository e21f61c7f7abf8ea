# Writes hclust.tsv: distances between twelve points and the heights at which hclust(method = "complete") merges them.
set.seed(3)
x <- matrix(round(rnorm(36), 3), 12)
h <- hclust(dist(x), method = "complete")
g <- cutree(h, k = 4)
write.table(cbind(x, height = c(h$height, NA), group = g), "hclust.tsv", sep = "\t", quote = FALSE, row.names = FALSE,
            col.names = c("x", "y", "z", "height", "group"))
