SELECT
    account_id(account) AS "Account ID",
    name                AS "Account Name",
    segment             AS "Segment",
    industry            AS "Industry",
    region              AS "Region",
    country             AS "Billing Country",
    rep                 AS "Account Owner"
FROM history
