#!/bin/sh
# Writes shop.sql, a dump of a shop's 81 tables as mariadb-dump would, with the dirt that ../README.md counts: the same bytes each time.
#   generate.sh [megabytes] [further days]   20 megabytes, and the days up to 2026-10-31, unless said otherwise
# Needs awk alone. DUMP is the file to write; TRUTH a folder for the values of the main tables as they are meant, as TSV.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C
dump="${DUMP:-shop.sql}"
awk -v megabytes="${1:-20}" -v further="${2:-0}" -v truth="${TRUTH:-}" '
# An own generator of random numbers (Park and Miller), so that every awk gives the same ones.
function next_random() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function below(n) { return int(next_random() * n) }
function one_of(words, n) { return words[1 + below(n)] }

# Days from 2026-08-01 on.
function date_of(d,   m) { for (m = 8; d >= length_of[m]; m++) d -= length_of[m]; return sprintf("2026-%02d-%02d", m, d + 1) }
function clock() { return sprintf("%02d:%02d:%02d", 7 + below(15), below(60), below(60)) }
function money(most,   cents) { cents = 100 + below(most * 100); return sprintf("%d.%02d", int(cents / 100), cents % 100) }
function hex(n,   h, i) { h = ""; for (i = 0; i < n; i++) h = h substr("0123456789ABCDEF", 1 + below(16), 1); return h }
function quoted(text) { return "\x27" text "\x27" }

# A table and its rows, as mariadb-dump writes them: statements of about half a megabyte, a row a line.
function create(name, columns) {
  table = name; count = 0; seed = 1000 + 7919 * ++tables
  printf "\n--\n-- Table structure for table `%s`\n--\n\nDROP TABLE IF EXISTS `%s`;\n/*!40101 SET @saved_cs_client     = @@character_set_client */;\n/*!40101 SET character_set_client = utf8mb4 */;\nCREATE TABLE `%s` (\n%s\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;\n/*!40101 SET character_set_client = @saved_cs_client */;\n", name, name, name, columns
  printf "\n--\n-- Dumping data for table `%s`\n--\n\nLOCK TABLES `%s` WRITE;\n/*!40000 ALTER TABLE `%s` DISABLE KEYS */;\n", name, name, name
  room = 0
}
function row(values) {
  if (room <= 0) { printf "%sINSERT INTO `%s` VALUES\n(%s)", count ? ";\n" : "", table, values; room = 500000 }
  else printf ",\n(%s)", values
  room -= length(values) + 4
  count++
}
function end() { printf "%s/*!40000 ALTER TABLE `%s` ENABLE KEYS */;\nUNLOCK TABLES;\n", count ? ";\n" : "", table }
function tell(line) { if (truth != "") print line > (truth "/" table ".tsv") }

function customers(   id, n, first, last, shown, born, country, since, again, segment) {
  create("customers", "  `id` int(10) unsigned NOT NULL,\n  `email` varchar(120) DEFAULT NULL,\n  `first_name` varchar(60) NOT NULL,\n  `last_name` varchar(60) DEFAULT NULL,\n  `born_on` date DEFAULT NULL,\n  `country` varchar(8) NOT NULL,\n  `segment` enum(\x27retail\x27,\x27business\x27,\x27partner\x27) NOT NULL,\n  `is_vip` bit(1) NOT NULL DEFAULT b\x270\x27,\n  `credit_limit` decimal(12,2) unsigned DEFAULT NULL,\n  `avatar` varbinary(32) DEFAULT NULL,\n  `preferences` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`preferences`)),\n  `created_at` datetime NOT NULL,\n  `updated_at` timestamp NOT NULL DEFAULT current_timestamp(),\n  KEY `id` (`id`),\n  KEY `name` (`last_name`,`first_name`)")
  split("Ada Grace Alan Edsger Barbara Donald Frances Ken Dennis Radia Leslie Tony", first_names, " ")
  n = split("Stone Rivers Berg Lindholm Okafor Haddad Novak Moreau Silva Tanaka Kaya Müller", last_names, " ")
  split("DE FR NL SE PL ES IT", countries, " "); split("retail retail retail business partner", segments, " ")
  for (id = 1; id <= all_customers; id++) {
    first = one_of(first_names, 12); last = one_of(last_names, n); shown = last
    if (id % 31 == 5) { last = "O\x27Brien"; shown = "O\\\x27Brien" }
    if (id % 60 == 7) last = "\\N"                       # NULL: the name is not known
    if (id % 900 == 11) { last = "NULL"; shown = "NULL" } # a name, and a real one
    born = sprintf("%d-%02d-%02d", 1940 + below(65), 1 + below(12), 1 + below(28))
    if (id % 40 == 3) born = "0000-00-00"
    if (id % 400 == 77) born = "1980-02-31"
    country = one_of(countries, 7); segment = one_of(segments, 5); since = date_of(below(70)) " " clock()
    customer(id, first, last, shown, born, id % 80 == 9 ? " " tolower(country) : country, segment, since, since)
    if (id % 50 == 13) { # merged from another shop: there twice, the later one counts
      again = date_of(70 + below(20)) " " clock()
      customer(id, first, last, shown, born, country, "business", since, again)
    }
  }
  end()
}
function customer(id, first, last, shown, born, country, segment, since, changed) {
  row(id "," (id % 25 == 4 ? "NULL" : quoted(tolower(first) id "@example.com")) "," quoted(first) "," (last == "\\N" ? "NULL" : quoted(shown)) "," quoted(born) "," quoted(country) "," quoted(segment) "," (id % 17 ? "\x27\\0\x27" : "\x27\001\x27") "," (id % 3 ? "NULL" : money(5000)) "," (id % 20 ? "NULL" : id % 40 ? "0x" hex(32) : "_binary \x27\\0\\\x27\\\"\\n\\\\\x27") "," (id % 2 ? "NULL" : "\x27{\\\"mail\\\": true, \\\"tags\\\": [\\\"a,b\\\", \\\"(c);\\\"]}\x27") "," quoted(since) "," quoted(changed))
  tell(id "\t" first "\t" last "\t" (born ~ /^0000|02-31/ ? "\\N" : born) "\t" country "\t" segment "\t" since "\t" changed)
}
function categories(   id) {
  create("categories", "  `id` smallint(5) unsigned NOT NULL,\n  `parent_id` smallint(5) unsigned DEFAULT NULL,\n  `name` varchar(60) NOT NULL,\n  PRIMARY KEY (`id`)")
  split("Garden Kitchen Office Outdoor Toys Books Music Tools", groups, " ")
  for (id = 1; id <= 40; id++) {
    row(id "," (id <= 8 ? "NULL" : 1 + (id - 1) % 8) "," quoted(groups[1 + (id - 1) % 8] (id <= 8 ? "" : " " int((id - 1) / 8))))
    tell(id "\t" (id <= 8 ? "\\N" : 1 + (id - 1) % 8) "\t" groups[1 + (id - 1) % 8] (id <= 8 ? "" : " " int((id - 1) / 8)))
  }
  end()
}
function products(   id, category) {
  create("products", "  `id` int(10) unsigned NOT NULL,\n  `category_id` smallint(5) unsigned NOT NULL,\n  `sku` char(12) NOT NULL,\n  `name` varchar(80) NOT NULL,\n  `price` decimal(10,2) NOT NULL,\n  `weight_kg` float DEFAULT NULL,\n  `discontinued` tinyint(1) NOT NULL DEFAULT 0,\n  `launched_on` date DEFAULT NULL,\n  PRIMARY KEY (`id`)")
  for (id = 1; id <= all_products; id++) {
    category = 1 + below(40)
    if (id % 150 == 60) category = 99 # no such category
    row(id "," category "," quoted("SKU-" hex(8)) "," quoted("Article " id ", 4\\\"") "," money(300) "," (id % 6 ? sprintf("%d.%d", below(30), below(10)) : "NULL") "," (id % 11 ? 0 : 1) "," (id % 30 == 8 ? "\x270000-00-00\x27" : quoted(sprintf("20%02d-%02d-%02d", 10 + below(16), 1 + below(12), 1 + below(28)))))
    tell(id "\t" category "\tArticle " id ", 4\"")
  }
  end()
}
function orders(   d, k, n, e, status, placed, changed, at) {
  create("orders", "  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,\n  `customer_id` int(10) unsigned NOT NULL,\n  `status` enum(\x27placed\x27,\x27shipped\x27,\x27completed\x27,\x27cancelled\x27,\x27returned\x27) NOT NULL,\n  `placed_at` datetime NOT NULL,\n  `shipped_at` datetime DEFAULT NULL,\n  `currency` char(3) NOT NULL DEFAULT \x27EUR\x27,\n  `note` text DEFAULT NULL,\n  `updated_at` timestamp NOT NULL DEFAULT current_timestamp(),\n  PRIMARY KEY (`id`),\n  KEY `customer` (`customer_id`)")
  split("completed completed completed completed shipped placed returned cancelled", states, " ")
  order_id = 0
  for (d = 0; d < days; d++) {
    n = per_day + below(1 + int(per_day / 2)) + (d % 7 == 5 ? int(per_day / 4) : 0)
    for (k = 0; k < n; k++) {
      order_id++
      status = one_of(states, 8); placed = date_of(d) " " clock(); changed = placed
      customer_of = 1 + below(all_customers)
      if (order_id % 450 == 20) customer_of = "4" sprintf("%09d", order_id) # a customer who is not there
      # What happened to older orders on the further days.
      for (e = 1; e <= further; e++) if (order_id % 97 == e && d < days - further + e - 1) { status = "returned"; changed = date_of(days - further + e - 1) " 23:30:00" }
      at = order_id % 700 == 350 ? "0000-00-00 00:00:00" : placed
      row(order_id "," customer_of "," quoted(status) "," quoted(at) "," (order_id % 4 ? quoted(placed) : "NULL") ",\x27EUR\x27," notes[below(16)] "," quoted(changed))
      tell(order_id "\t" customer_of "\t" status "\t" at "\t" changed)
    }
    last_of[d] = order_id
  }
  end()
}
function order_items(   id, o, k, n, of, line) {
  create("order_items", "  `id` bigint(20) unsigned NOT NULL,\n  `order_id` bigint(20) unsigned NOT NULL,\n  `product_id` int(10) unsigned NOT NULL,\n  `quantity` smallint(5) unsigned NOT NULL,\n  `unit_price` decimal(10,2) NOT NULL,\n  `discount` decimal(10,2) NOT NULL DEFAULT 0.00,\n  KEY `order` (`order_id`)")
  for (o = 1; o <= order_id; o++) {
    n = 1 + below(5)
    for (k = 0; k < n; k++) {
      id++
      of = id % 500 == 250 ? "9" sprintf("%011d", o) : o # an order that is not there
      line = id "," of "," (1 + below(all_products)) "," (1 + below(6)) "," money(120) "," (below(4) ? "0.00" : sprintf("0.%02d", below(100)))
      row(line); gsub(",", "\t", line); tell(line)
      if (id % 400 == 100) { tell(line); gsub("\t", ",", line); row(line) } # written twice
    }
  }
  end()
}
function refunds(   id, o) {
  create("refunds", "  `id` int(10) unsigned NOT NULL,\n  `order_id` bigint(20) unsigned NOT NULL,\n  `amount` decimal(12,2) NOT NULL,\n  `reason` varchar(40) DEFAULT NULL,\n  `refunded_on` date NOT NULL,\n  PRIMARY KEY (`id`)")
  for (o = 15; o <= order_id; o += 20) {
    id++
    line = id "\t" (id % 90 == 30 ? "9" sprintf("%011d", o) : o) "\t" money(20) "\t" date_of(92 - 1 - below(20))
    tell(line); split(line, part, "\t")
    row(part[1] "," part[2] "," part[3] "," (id % 5 ? "\x27NULL\x27" : "NULL") "," quoted(part[4]))
  }
  end()
}
function payments(   o) {
  create("payments", "  `id` bigint(20) unsigned NOT NULL,\n  `order_id` bigint(20) unsigned NOT NULL,\n  `method` set(\x27card\x27,\x27voucher\x27,\x27transfer\x27) NOT NULL,\n  `amount` decimal(12,2) NOT NULL,\n  `paid_at` datetime(3) DEFAULT NULL,\n  `reference` binary(8) DEFAULT NULL,\n  PRIMARY KEY (`id`)")
  for (o = 1; o <= order_id; o++)
    row(o "," (o % 300 == 9 ? "9" sprintf("%011d", o) : o) "," (o % 9 ? "\x27card\x27" : "\x27card,voucher\x27") "," money(400) "," (o % 13 ? quoted(date_of(below(92)) " " clock() ".250") : "NULL") ",0x" hex(16))
  end()
}
function shipments(   o) {
  create("shipments", "  `id` bigint(20) unsigned NOT NULL,\n  `order_id` bigint(20) unsigned NOT NULL,\n  `carrier` varchar(20) NOT NULL,\n  `shipped_on` date DEFAULT NULL,\n  `delivered_on` date DEFAULT NULL,\n  `transit` time DEFAULT NULL,\n  PRIMARY KEY (`id`)")
  for (o = 1; o <= order_id; o += 1 + (o % 5 == 0))
    row(o "," o ",\x27parcel " (o % 4) "\x27," quoted(date_of(below(92))) "," (o % 12 ? quoted(date_of(below(92))) : "\x270000-00-00\x27") "," quoted(sprintf("%d:%02d:00", 12 + below(200), below(60))))
  end()
}
function reviews(   id) {
  create("reviews", "  `id` int(10) unsigned NOT NULL,\n  `product_id` int(10) unsigned NOT NULL,\n  `customer_id` int(10) unsigned DEFAULT NULL,\n  `stars` tinyint(3) unsigned NOT NULL,\n  `body` mediumtext DEFAULT NULL,\n  `posted_at` datetime NOT NULL,\n  PRIMARY KEY (`id`),\n  FULLTEXT KEY `body` (`body`)")
  for (id = 1; id <= 4000 * scale; id++)
    row(id "," (1 + below(all_products)) "," (id % 8 ? 1 + below(all_customers) : "NULL") "," (1 + below(5)) "," notes[below(16)] "," quoted(date_of(below(92)) " " clock()))
  end()
}
function tickets(   id) {
  create("tickets", "  `id` int(10) unsigned NOT NULL,\n  `customer_id` int(10) unsigned NOT NULL,\n  `subject` varchar(200) NOT NULL,\n  `opened_at` datetime NOT NULL,\n  `closed_at` datetime DEFAULT NULL,\n  PRIMARY KEY (`id`)")
  for (id = 1; id <= 3000 * scale; id++)
    row(id "," (1 + below(all_customers)) ",\x27Re: order #" (1 + below(order_id)) " -- where? /* urgent */\x27," quoted(date_of(below(92)) " " clock()) "," (id % 3 ? quoted(date_of(below(92)) " " clock()) : id % 2 ? "NULL" : "\x270000-00-00 00:00:00\x27"))
  end()
}
function page_views(   id) {
  create("page_views", "  `id` bigint(20) unsigned NOT NULL,\n  `customer_id` int(10) unsigned DEFAULT NULL,\n  `path` varchar(200) NOT NULL,\n  `agent` varchar(200) DEFAULT NULL,\n  `viewed_at` datetime(3) NOT NULL,\n  PRIMARY KEY (`id`)")
  for (id = 1; id <= 82000 * scale; id++)
    row(id "," (id % 3 ? 1 + below(all_customers) : "NULL") ",\x27/article/" (1 + below(all_products)) "?q=a\\\x27b&n=" below(100000) "\x27," (id % 7 ? "\x27Mozilla/5.0 (X11; Linux x86_64; rv:140.0)\x27" : "NULL") "," quoted(date_of(below(92)) " " clock() ".125"))
  end()
}
function stock_moves(   id) {
  create("stock_moves", "  `id` bigint(20) unsigned NOT NULL,\n  `product_id` int(10) unsigned NOT NULL,\n  `delta` int(11) NOT NULL,\n  `moved_at` datetime NOT NULL,\n  PRIMARY KEY (`id`)")
  for (id = 1; id <= 26000 * scale; id++)
    row(id "," (1 + below(all_products)) "," (below(200) - 100) "," quoted(date_of(below(92)) " " clock()))
  end()
}
# The rest of the house: settings, a log and links of each of 23 modules.
function modules(   m, n, names, id) {
  n = split("access alerts audit billing campaigns catalog chat contracts coupons exports forms forum imports loyalty mailing partners payroll pricing returns search staff suppliers warranty", names, " ")
  for (m = 1; m <= n; m++) {
    create(names[m] "_settings", "  `name` varchar(60) NOT NULL,\n  `value` varchar(200) DEFAULT NULL,\n  `enabled` tinyint(1) NOT NULL DEFAULT 1,\n  PRIMARY KEY (`name`)")
    for (id = 1; id <= 40; id++) row("\x27" names[m] ".option." id "\x27," (id % 6 ? quoted(hex(12)) : id % 12 ? "\x27NULL\x27" : "NULL") "," (id % 5 ? 1 : 0))
    end()
    create(names[m] "_log", "  `id` bigint(20) unsigned NOT NULL,\n  `at` datetime NOT NULL,\n  `level` enum(\x27info\x27,\x27warn\x27,\x27error\x27) NOT NULL,\n  `message` text NOT NULL,\n  `payload` blob DEFAULT NULL,\n  PRIMARY KEY (`id`)")
    for (id = 1; id <= 1900 * scale; id++) row(id "," quoted(date_of(below(92)) " " clock()) "," (id % 9 ? "\x27info\x27" : "\x27warn\x27") ",\x27" names[m] ": step " below(100) " took " below(9000) " ms\\nnext; (" hex(8) ")\x27," (id % 4 ? "NULL" : "0x" hex(40)))
    end()
    create(names[m] "_links", "  `id` int(10) unsigned NOT NULL,\n  `customer_id` int(10) unsigned NOT NULL,\n  `weight` decimal(9,6) DEFAULT NULL,\n  PRIMARY KEY (`id`)")
    for (id = 1; id <= 900 * scale; id++) row(id "," (1 + below(all_customers)) "," sprintf("%d.%06d", below(1000), below(1000000)))
    end()
  }
}

BEGIN {
  scale = megabytes / 20; days = 92 + further
  all_customers = int(6000 * scale); all_products = 500 + int(100 * scale); per_day = int(90 * scale)
  split("31 28 31 30 31 30 31 31 30 31 30 31", length_of, " ")
  for (d = 0; d < 16; d++) notes[d] = "NULL"
  notes[1] = "\x27leave it, at the \\\"door\\\"; (please)\x27"; notes[3] = "\x27it\\\x27s a gift\\nring twice\\r\\n\\ttwo tabs\x27"; notes[5] = "\x27NULL\x27"; notes[7] = "\x27\x27"
  notes[9] = "\x27\\\\\\\\server\\\\share 50\\% \\Z\x27"; notes[11] = "\x27grüße 🎁 -- no comment /* here */ # either\x27"; notes[13] = "\x27\n-- Dump completed on 1999-12-31\nINSERT INTO `orders` VALUES (1);\x27"
  printf "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19  Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)\n--\n-- Host: localhost    Database: shop\n-- ------------------------------------------------------\n-- Server version\t10.11.6-MariaDB\n\n"
  printf "/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n/*!40101 SET NAMES utf8mb4 */;\n/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;\n/*!40103 SET TIME_ZONE=\x27+00:00\x27 */;\n/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE=\x27NO_AUTO_VALUE_ON_ZERO\x27 */;\n/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;\n"
  customers(); categories(); products(); orders(); order_items(); refunds(); payments(); shipments(); reviews(); tickets(); page_views(); stock_moves(); modules()
  printf "\n/*!50003 SET sql_mode              = \x27\x27 */ ;\nDELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`shop`@`%%`*/ /*!50003 TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW BEGIN SET NEW.updated_at = now(); INSERT INTO audit_log VALUES (0,now(),\x27info\x27,\x27;;\x27,NULL); END */;;\nDELIMITER ;\n"
  printf "/*!50001 CREATE VIEW `open_orders` AS select `orders`.`id` AS `id` from `orders` where `orders`.`status` = \x27placed\x27 */;\n/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;\n\n/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;\n/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;\n/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;\n\n-- Dump completed on 2026-11-01  1:00:00\n"
}' </dev/null >"$dump.partial"
mv "$dump.partial" "$dump"
