"""The comparison in the forms that other programs open: workbook, document, annotations, TEI."""
