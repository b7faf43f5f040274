"""An authored apparel catalog in English and Chinese: a shop without a single sale, to show what texts can
do alone. Two tables: categories.tsv and products.tsv."""
