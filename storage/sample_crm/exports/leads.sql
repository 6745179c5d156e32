SELECT
    lead_id(lead)                                   AS "Lead ID",
    iso(created_on)                                 AS "Create Date",
    company                                         AS "Company",
    first_name                                      AS "First Name",
    last_name                                       AS "Last Name",
    source                                          AS "Lead Source",
    campaign                                        AS "Campaign",
    segment                                         AS "Segment",
    region                                          AS "Region",
    rep                                             AS "Lead Owner",
    CASE
        WHEN converted_on IS NOT NULL THEN 'Converted'
        WHEN qualified_on IS NOT NULL THEN 'Qualified'
        WHEN contacted_on IS NOT NULL THEN 'Contacted'
        ELSE 'New'
    END                                             AS "Lead Status",
    iso(contacted_on)                               AS "First Contact Date",
    iso(qualified_on)                               AS "Qualified Date",
    iso(converted_on)                               AS "Converted Date",
    CASE WHEN deal > 0 THEN deal_id(deal) END       AS "Deal ID",
    CASE WHEN deal > 0 THEN account_id(account) END AS "Account ID"
FROM history
