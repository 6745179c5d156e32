SELECT
    name                                            AS "Full Name",
    email                                           AS "Email",
    role                                            AS "Role",
    team                                            AS "Team",
    region                                          AS "Region",
    manager                                         AS "Manager",
    CASE WHEN until IS NULL THEN 'yes' ELSE 'no' END AS "Active"
FROM history
