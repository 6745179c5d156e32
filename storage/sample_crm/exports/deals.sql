SELECT
    deal_id(deal)              AS "Deal ID",
    company || ' - ' || plan   AS "Deal Name",
    account_id(account)        AS "Account ID",
    lead_id(lead)              AS "Lead ID",
    iso(created_on)            AS "Create Date",
    iso(close_on)              AS "Close Date",
    stage                      AS "Stage",
    plain(amount)              AS "Amount",
    'EUR'                      AS "Currency",
    plan                       AS "Product",
    source                     AS "Lead Source",
    lost_reason                AS "Lost Reason",
    rep                        AS "Deal owner"
FROM history
