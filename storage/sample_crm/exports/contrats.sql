SELECT
    printf('CT%06d', contract)  AS "N° contrat",
    account_id(account)         AS "Code client",
    article(plan)               AS "Article",
    day_first(starts_on)        AS "Date de début",
    day_first(ends_on)          AS "Date de fin",
    french(mrr)                 AS "Mensualité HT",
    rep                         AS "Commercial",
    CASE WHEN renewed THEN 'Renouvelé' WHEN ends_on IS NULL THEN 'En cours' ELSE 'Résilié' END AS "Statut"
FROM history
