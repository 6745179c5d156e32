SELECT
    printf('CMD%06d', "order")  AS "N° commande",
    day_first(ordered_on)       AS "Date de commande",
    account_id(account)         AS "Code client",
    article(product)            AS "Article",
    french(amount)              AS "Montant HT",
    rep                         AS "Commercial"
FROM history
