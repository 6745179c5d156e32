SELECT
    printf('R-%06d', response)                AS "Response ID",
    account_id(account)                       AS "Account ID",
    CASE WHEN nps THEN 'NPS' ELSE 'CSAT' END  AS "Survey",
    score                                     AS "Score",
    iso(answered_on)                          AS "Response Date",
    nullif(comment, '')                       AS "Comment",
    rep                                       AS "Account Owner"
FROM history
