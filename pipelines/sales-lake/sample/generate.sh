#!/usr/bin/env bash
# Writes this folder's sample data: a shop's orders from August to October 2026, the same bytes each time.
# Needs awk. Usage: ./generate.sh
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C

# An own generator of random numbers (Park and Miller's), so that every awk gives the same ones.
random='
function next_random() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function below(n) { return int(next_random() * n) }
function date_of(d) { return d <= 31 ? sprintf("2026-08-%02d", d) : d <= 61 ? sprintf("2026-09-%02d", d - 31) : sprintf("2026-10-%02d", d - 61) }
function money(cents) { return sprintf("%d.%02d", int(cents / 100), cents % 100) }
'

awk "$random"'
BEGIN {
  seed = 11
  split("Ada Bo Cleo Dan Eva Finn Gus Hana Ivo Jo Kim Lea Max Nia Oto Pia Quin Rosa Sam Tea Uma Vito Wim Xenia Yara Zoe", first, " ")
  split("Abel Berg Costa Dahl Ek Fell Gray Holm Ito Jung Klein Lund Moro Novak Olsen Park", last, " ")
  split("DE US GB FR PL SE", countries, " ")
  split("consumer consumer consumer business public", segments, " ")
  print "customer_id,name,country,segment,signed_up_on"
  for (i = 1; i <= 120; i++)
    printf "%d,%s %s,%s,%s,2026-%02d-%02d\n", i, first[1 + below(26)], last[1 + below(16)], countries[1 + below(6)], segments[1 + below(5)], 1 + below(7), 1 + below(28)
}' /dev/null > customers.csv

awk "$random"'
BEGIN {
  seed = 13
  split("coffee tea hardware books", categories, " ")
  print "product_id,sku,name,category"
  for (i = 1; i <= 24; i++)
    printf "%d,%s-%03d,%s no. %d,%s\n", i, toupper(substr(categories[1 + (i - 1) % 4], 1, 3)), i, categories[1 + (i - 1) % 4], i, categories[1 + (i - 1) % 4]
}' /dev/null > products.csv

# Orders are written again when they are shipped, up to two days later; their lines with them.
awk "$random"'
BEGIN {
  seed = 17
  print "order_id,customer_id,status,ordered_at,total,updated_at" > "orders.csv"
  print "line_id,order_id,product_id,quantity,unit_price,discount,updated_at" > "order_lines.csv"
  for (d = 1; d <= 92; d++) {
    count = 5 + below(8)
    for (k = 1; k <= count; k++) {
      order++
      hour = 7 + below(16)
      ordered = sprintf("%s %02d:%02d:%02d", date_of(d), hour, below(60), below(60))
      later = d + below(3)
      if (later > 92) later = 92
      updated = later == d ? ordered : sprintf("%s %02d:%02d:%02d", date_of(later), 8 + below(12), below(60), below(60))
      fate = below(25)
      status = fate == 0 ? "cancelled" : later == d ? "paid" : "shipped"
      total = 0
      lines = 1 + below(4)
      for (l = 1; l <= lines; l++) {
        line++
        quantity = 1 + below(5)
        price = 199 + 50 * below(120)
        discount = below(6) == 0 ? int(quantity * price / 10) : 0
        total += quantity * price - discount
        printf "%d,%d,%d,%d,%s,%s,%s\n", line, order, 1 + below(24), quantity, money(price), money(discount), updated > "order_lines.csv"
      }
      # A few customers buy much of all.
      customer = below(3) == 0 ? 1 + below(12) : 1 + below(120)
      printf "%d,%d,%s,%s,%s,%s\n", order, customer, status, ordered, money(total), updated > "orders.csv"
    }
  }
}' /dev/null
