-- 各单位各年的支出预算总额：CSV 一律读作文本，再把金额转成精确小数
SELECT unit_id, name, fiscal_year, CAST(amount AS DECIMAL(38, 8)) AS amount
FROM read_csv('gongkai/indicators.csv', all_varchar = true) AS indicators
JOIN read_csv('gongkai/units.csv', all_varchar = true) AS units USING (unit_id)
WHERE indicator = 'total_expenditure' AND stage = 'budget' AND rank = '1'
ORDER BY unit_id, fiscal_year;

-- 每份公开有几项核对不符：长表是 Parquet，分成几个文件，其中的金额也是文本
SELECT unit_id, fiscal_year, stage, count(*) AS failed
FROM 'gongkai/checks/*.parquet'
WHERE state = 'fail'
GROUP BY ALL
ORDER BY ALL;

-- 一个单位的每个金额印在原文哪个文件、哪一行
SELECT fiscal_year, stage, amount, printed, cell_id, cells.source_file, cells.line
FROM 'gongkai-tables/amounts/*.parquet' AS amounts
JOIN 'gongkai-tables/cells/*.parquet' AS cells USING (unit_id, fiscal_year, stage, cell_id)
WHERE unit_id = (SELECT min(unit_id) FROM read_csv('gongkai/units.csv', all_varchar = true));
