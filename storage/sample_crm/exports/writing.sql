-- How the CRM and the ERP write ids, days and money.
CREATE MACRO lead_id(n) AS printf('LD-%07d', n);
CREATE MACRO deal_id(n) AS printf('D-%06d', n);
CREATE MACRO account_id(n) AS printf('C%06d', n);
CREATE MACRO iso(day) AS strftime(day, '%Y-%m-%d');
CREATE MACRO day_first(day) AS strftime(day, '%d/%m/%Y');
CREATE MACRO plain(money) AS printf('%.2f', money);
CREATE MACRO french(money) AS replace(replace(format('{:,.2f}', money), ',', chr(160)), '.', ',');  -- 1 234,50 with a no-break space
CREATE MACRO article(product) AS upper(strip_accents(product));
