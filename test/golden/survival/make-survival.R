# Reference outputs of survival 3.5-3 and limma 3.54.1 (R 4.2.2) on simulated data, for clones without other reference outputs.
# Run in this folder: Rscript make-survival.R
suppressMessages({ library(survival); library(limma); library(jsonlite) })
set.seed(20180)
round_to <- function(x, digits = 3) round(x, digits)

simulate <- function(n, p, ties = 1, effect = 0.5, heavy = FALSE) {
  x <- matrix(round_to(if (heavy) rlnorm(n * p, 0, 2) else rnorm(n * p)), n, p, dimnames = list(NULL, paste0("x", 1:p)))
  eta <- as.vector(scale(x) %*% rep(effect, p))
  time <- rexp(n) * exp(-eta) * 20
  censor <- rexp(n) * 30
  data.frame(time = ceiling(pmin(time, censor) / ties) * ties, status = as.numeric(time <= censor), x,
             site = sample(c("a", "b", "c"), n, TRUE), arm = sample(1:2, n, TRUE), family = sample(1:15, n, TRUE),
             w = sample(c(0.5, 1, 1.75, 3), n, TRUE), k = as.numeric(sample(1:3, n, TRUE)))
}

first <- function(x) unname(as.matrix(x)[1:12, ])

describe <- function(fit) {
  quietly <- function(x) tryCatch(suppressWarnings(x), error = function(e) NULL)
  zph <- lapply(c(km = "km", rank = "rank", identity = "identity", log = "log"), function(g) {
    table <- quietly(cox.zph(fit, transform = g)$table)
    if (is.null(table)) NULL else list(rows = rownames(table), chisq = unname(table[, 1]), df = unname(table[, 2]), p = unname(table[, 3]))
  })
  base <- basehaz(fit, centered = FALSE)
  naive <- if (is.null(fit$naive.var)) fit$var else fit$naive.var
  list(names = names(coef(fit)), iter = fit$iter, n = fit$n, nevent = fit$nevent, coef = unname(coef(fit)), var = unname(fit$var),
       naive = unname(naive), loglik = fit$loglik, score = fit$score, wald = unname(fit$wald.test),
       rscore = if (is.null(fit$rscore)) NA else fit$rscore, means = unname(fit$means), aic = AIC(fit), bic = BIC(fit),
       martingale = first(residuals(fit)), scores = first(residuals(fit, "score")), dfbeta = first(residuals(fit, "dfbeta")),
       schoenfeld = first(residuals(fit, "schoenfeld")),
       concordance = unname(fit$concordance), zph = zph, hazard = head(base$hazard, 12), hazard_time = head(base$time, 12))
}

cox <- list()
add <- function(name, data, terms, formula, weights = NULL, cluster = NULL, ties = "efron") {
  text <- paste(deparse(formula), collapse = "")
  warned <- FALSE
  arguments <- list(formula, data = data, ties = ties)
  if (!is.null(weights)) arguments$weights <- data[[weights]]
  if (!is.null(cluster)) arguments$cluster <- data[[cluster]]
  fit <- withCallingHandlers(do.call(coxph, arguments), warning = function(w) { warned <<- grepl("infinite", conditionMessage(w)); invokeRestart("muffleWarning") })
  cox[[name]] <<- c(list(name = name, formula = text, terms = terms, weights = weights, cluster = cluster, ties = ties, infinite = warned, data = data), describe(fit))
}
d <- simulate(70, 2); add("efron", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2)
d <- simulate(70, 2, 8); add("many ties", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2)
add("many ties, breslow", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2, ties = "breslow")
add("factor", d, c("x1", "site"), Surv(time, status) ~ x1 + site)
add("whole weights", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2, weights = "k")
add("weights", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2, weights = "w")
add("weights, breslow", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2, weights = "w", ties = "breslow")
add("strata of two variables", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2 + strata(site, arm))
add("clusters across strata", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2 + strata(arm), cluster = "family")
add("clusters, weights, strata", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2 + strata(site), cluster = "family", weights = "w")
for (i in 1:6) { d <- simulate(50, 2, 3, c(-1.5, 2, -2.5, 3, -3.5, 4)[i], TRUE); add(paste("heavy tails", i), d, c("x1", "x2"), Surv(time, status) ~ x1 + x2) }
d <- simulate(50, 2, 3); d$x3 <- 2 * d$x1 - d$x2; add("collinear", d, c("x1", "x2", "x3"), Surv(time, status) ~ x1 + x2 + x3)
d <- simulate(40, 2, 3); d$x2 <- as.numeric(d$status == 1 & d$time < 15); d$x2[d$status == 0] <- 0
add("separation", d, c("x1", "x2"), Surv(time, status) ~ x1 + x2)

d <- simulate(60, 1, 4); d$one <- 1
km <- lapply(list(none = "one", whole = "k", fractions = "w"), function(weight) {
  w <- d[[weight]]
  lapply(c("log", "log-log", "plain", "logit", "arcsin"), function(type) {
    fit <- do.call(survfit, list(Surv(time, status) ~ site, data = d, weights = w, conf.type = type))
    q <- summary(fit)$table
    list(type = type, strata = unname(fit$strata), time = fit$time, risk = fit$n.risk, died = fit$n.event, surv = fit$surv,
         lower = fit$lower, upper = fit$upper, rmean = unname(q[, "rmean"]), rmean_se = unname(q[, "se(rmean)"]),
         median = unname(q[, "median"]), lcl = unname(q[, "0.95LCL"]), ucl = unname(q[, "0.95UCL"]))
  })
})
logrank <- lapply(c(0, 0.5, 1), function(rho) lapply(list(plain = ~site, strata = ~site + strata(arm)), function(f) {
  fit <- survdiff(update(f, Surv(time, status) ~ .), d, rho = rho)
  total <- function(m) if (is.matrix(m)) rowSums(m) else m
  list(rho = rho, obs = unname(total(fit$obs)), exp = unname(total(fit$exp)), var = unname(fit$var), chisq = fit$chisq, p = fit$pvalue)
}))

genes <- matrix(round_to(rnorm(12 * 80)), 12, 80)
clinical <- simulate(80, 2, 4, 0.3)
genes[2, ] <- as.numeric(genes[2, ] > 0.5); genes[3, ] <- round_to(exp(2 * genes[3, ]))
univariable <- lapply(1:12, function(g) { fit <- coxph(Surv(time, status) ~ genes[g, ], clinical); c(coef(fit), sqrt(fit$var), fit$iter, fit$loglik[2]) })
adjusted <- lapply(1:12, function(g) { fit <- coxph(Surv(time, status) ~ genes[g, ] + x1 + x2, clinical); c(coef(fit)[1], sqrt(fit$var[1, 1]), fit$iter, fit$loglik[2]) })
group <- rep(c("tumor", "normal"), c(9, 7))
matrix16 <- genes[, 1:16] + outer(1:12 / 10, as.numeric(group == "tumor"))
fit <- eBayes(lmFit(matrix16, model.matrix(~ factor(group, c("normal", "tumor")))))

options(digits = 15)
write(toJSON(list(cox = unname(cox), km_data = d, km = km, logrank = logrank,
                  genes = list(values = genes, clinical = clinical, univariable = do.call(rbind, univariable), adjusted = do.call(rbind, adjusted)),
                  moderated = list(values = matrix16, group = group, difference = unname(fit$coefficients[, 2]), t = unname(fit$t[, 2]), p = unname(fit$p.value[, 2]))),
             digits = 15, auto_unbox = TRUE, na = "null", null = "null", dataframe = "columns"), "survival.json")
