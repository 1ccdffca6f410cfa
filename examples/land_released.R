# Land released in Bosnia and Herzegovina, from the API, as a chart in a PDF. Base R alone is needed.
#
#   Rscript examples/land_released.R [land_released.pdf]
#
# Start the dashboard (make run), or set MINE_ACTION_API to the address of another.

api <- Sys.getenv("MINE_ACTION_API", "http://localhost:8501/api/v1")
view <- "countries=BIH&years=2010-2025"
file <- c(commandArgs(trailingOnly = TRUE), "land_released.pdf")[1]

# One row for each mark of the chart, with the document that it rests on; an empty cell is not found, never zero.
rows <- read.csv(paste0(api, "/charts/release_by_year.csv?", view), encoding = "UTF-8")
mines <- rows[rows$family == "MINES", ]

pdf(file, width = 9, height = 5)
plot(
  mines$year, mines$area_km2,
  type = "h", lwd = 12, lend = 1, xlim = c(2010, 2025), ylim = c(0, max(mines$area_km2)), bty = "n",
  main = "Land released from mines, Bosnia and Herzegovina",
  sub = "A year without a bar is one without a figure on record", xlab = "", ylab = "km\u00b2"
)
invisible(dev.off())

cat(nrow(rows), "rows of", length(unique(rows$source)), "documents, drawn in", file, "\n")
cat(readLines(paste0(api, "/charts/release_by_year.bib?", view), encoding = "UTF-8"), sep = "\n")
