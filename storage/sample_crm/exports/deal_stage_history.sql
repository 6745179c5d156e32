SELECT
    deal_id(deal)                             AS "Deal ID",
    stage                                     AS "Stage",
    CASE WHEN position > 0 THEN position END  AS "Stage Order",
    iso(entered_on)                           AS "Date Entered",
    iso(left_on)                              AS "Date Left"
FROM history
